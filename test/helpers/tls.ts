import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import type {Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createServer as createTlsServer} from 'node:tls';
import {promisify} from 'node:util';
import {type Loopback, listen} from './loopback.ts';

/** A fresh self-signed certificate for `doctor.test`, made by openssl. */
const makeCertificate = async () => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	const parameters = [
		'req',
		'-x509',
		'-newkey',
		'ec',
		'-pkeyopt',
		'ec_paramgen_curve:prime256v1',
		'-nodes',
		'-days',
		'2',
		'-subj',
		'/CN=doctor.test',
		'-addext',
		'subjectAltName=DNS:doctor.test',
	];
	await promisify(execFile)('openssl', [...parameters, '-keyout', key, '-out', cert]);
	const pair = {key: await readFile(key), cert: await readFile(cert)};
	await rm(folder, {recursive: true});
	return pair;
};

let made: ReturnType<typeof makeCertificate> | undefined;

/** One for all tests of a file. */
const certificate = () => {
	made ??= makeCertificate();
	return made;
};

/** As `listen`, with TLS by a certificate that nobody trusts. */
export const listenTls = async (serve: (socket: Socket) => void): Promise<Loopback> => {
	const server = createTlsServer({...(await certificate()), allowHalfOpen: true});
	server.on('secureConnection', serve);
	return listen(serve, server);
};
