import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';

const subject = ['-subj', '/CN=ws.example.net', '-addext', 'subjectAltName=DNS:ws.example.net'];

/** A certificate and its key in one PEM file, made by openssl; `remove` when it is no longer needed. */
export const makeCertificate = async (): Promise<{readonly path: string; readonly remove: () => Promise<void>}> => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-setup-'));
	const [key, chain, path] = ['key', 'chain', 'site'].map(name => join(folder, `${name}.pem`)) as [string, string, string];
	const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
	await promisify(execFile)('openssl', ['req', '-x509', ...curve, '-nodes', '-days', '2', ...subject, '-keyout', key, '-out', chain]);
	await writeFile(path, (await readFile(chain, 'utf8')) + (await readFile(key, 'utf8')));
	return {path, remove: () => rm(folder, {recursive: true})};
};
