import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';

/** A private key and a certificate, both in PEM; `cert` may hold a whole chain, the server's own first. */
export type Pair = {readonly key: string; readonly cert: string};

/** What a certificate is to say; dates in days from now. */
export type Wanted = {readonly name: string; readonly names?: readonly string[]; readonly from?: number; readonly to?: number; readonly authority?: boolean};

/** Whoever signs certificates with its own. */
export type Authority = Pair & {readonly issue: (wanted: Wanted) => Promise<Pair>; readonly authority: (name: string, to?: number) => Promise<Authority>};

const openssl = (folder: string, ...parameters: readonly string[]) => promisify(execFile)('openssl', [...parameters], {cwd: folder});

const configuration = `[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
[req]
distinguished_name = nothing
[nothing]
`;

const inFolder = async <Value>(work: (folder: string) => Promise<Value>): Promise<Value> => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	try {
		await writeFile(join(folder, 'openssl.cnf'), configuration);
		await writeFile(join(folder, 'index.txt'), '');
		return await work(folder);
	} finally {
		await rm(folder, {recursive: true});
	}
};

const newKey = ['-config', 'openssl.cnf', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem'];

const extensions = ({name, names = [name], authority}: Wanted): readonly string[] =>
	authority ? ['-addext', 'basicConstraints=critical,CA:TRUE'] : ['-addext', `subjectAltName=${names.map(one => `DNS:${one}`).join(',')}`];

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, '');

const readPair = async (folder: string): Promise<Pair> => ({
	key: await readFile(join(folder, 'key.pem'), 'utf8'),
	cert: await readFile(join(folder, 'cert.pem'), 'utf8'),
});

/** A certificate that vouches for itself. */
export const selfSigned = (wanted: Wanted): Promise<Pair> =>
	inFolder(async folder => {
		await openssl(folder, 'req', '-x509', ...newKey, '-subj', `/CN=${wanted.name}`, ...extensions(wanted), '-days', String(wanted.to ?? 2), '-out', 'cert.pem');
		return readPair(folder);
	});

/** A certificate signed by another. */
export const issuedBy = (issuer: Pair, wanted: Wanted): Promise<Pair> =>
	inFolder(async folder => {
		await writeFile(join(folder, 'issuer.key'), issuer.key);
		await writeFile(join(folder, 'issuer.pem'), issuer.cert);
		await openssl(folder, 'req', '-new', ...newKey, '-subj', `/CN=${wanted.name}`, ...extensions(wanted), '-out', 'request.pem');
		const dates = ['-startdate', day(wanted.from ?? -1), '-enddate', day(wanted.to ?? 60)];
		const by = ['-config', 'openssl.cnf', '-cert', 'issuer.pem', '-keyfile', 'issuer.key'];
		await openssl(folder, 'ca', '-batch', '-notext', ...by, ...dates, '-in', 'request.pem', '-out', 'cert.pem');
		return readPair(folder);
	});

const issuing = (pair: Pair): Authority => ({
	...pair,
	issue: wanted => issuedBy(pair, wanted),
	authority: async (name, to) => issuing(await issuedBy(pair, {name, authority: true, ...(to === undefined ? {} : {to})})),
});

/** A root that nobody trusts who is not told to. */
export const createAuthority = async (name: string): Promise<Authority> => issuing(await selfSigned({name, authority: true, to: 60}));
