import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {strFromU8, unzipSync} from 'fflate';
import {textFormats} from '../../source/report/formats.ts';
import {diagnoseHere} from '../helpers/in-process.ts';

const secret = 'tops3cretValue';

/** Lines of haproxy.cfg in which operators keep secrets. */
const inConfiguration: readonly string[] = [
	`stats auth admin:${secret}`,
	`http-request set-header Authorization "Basic ${secret}"`,
	`http-request set-header Authorization "Bearer ${secret}"`,
	`http-request add-header X-Api-Key ${secret}`,
	`http-request set-header X-Auth-Token ${secret}`,
	`http-request set-header Cookie "session=${secret}"`,
	`http-request replace-header Cookie (.*) session=${secret}`,
	`http-response set-header Set-Cookie "sid=${secret}; Secure"`,
	`acl known hdr(Authorization) -m str "Bearer ${secret}"`,
	`acl known url_param(token) ${secret}`,
	`acl known hdr(X-Api-Key) ${secret}`,
	`http-request deny unless { hdr(X-Secret) ${secret} }`,
	`http-check send meth GET uri / hdr Authorization "Bearer ${secret}"`,
	`http-check send meth GET uri /?token=${secret}`,
	`option httpchk GET / HTTP/1.1\\r\\nAuthorization:\\ Basic\\ ${secret}`,
	`http-request set-var(txn.ok) http_auth_bearer,jwt_verify(txn.alg,"${secret}")`,
	`http-request set-var(txn.mac) req.hdr(x),hmac(sha256,${secret})`,
	`http-request set-var(txn.token) str(${secret})`,
	`http-request redirect location https://user:${secret}@sso.example/`,
	`http-request redirect location https://sso.example/?access_token=${secret}`,
	`dynamic-cookie-key ${secret}`,
	`tcp-check send AUTH\\ ${secret}\\r\\n`,
	`# password: ${secret}`,
	`option httplog # Authorization: Bearer ${secret}`,
	`server ws2 10.0.0.2:80 check # token=${secret}`,
];

/** What servers answer, and people paste. */
const inAnswers: Readonly<Record<string, object>> = {
	'the URL, token': {url: `ws://10.0.0.9/ws?access_token=${secret}`},
	'the URL, key': {url: `ws://10.0.0.9/ws?apikey=${secret}&room=7`},
	'the URL, signature': {url: `ws://10.0.0.9/ws?X-Amz-Signature=${secret}`},
	'the URL, session': {url: `ws://10.0.0.9/ws?sessionid=${secret}`},
	'the URL, password': {url: `ws://10.0.0.9/ws?password=${secret}`},
	'the URL, JWT': {url: `ws://10.0.0.9/ws?jwt=${secret}`},
	Location: {upgrade: {status: 302, headers: {location: `https://sso.example/?token=${secret}`}}},
	'Set-Cookie': {upgrade: {status: 403, headers: {'set-cookie': `sid=${secret}; HttpOnly`}}},
	'two of Set-Cookie': {upgrade: {status: 403, headers: {'set-cookie': `a=b; Path=/, sid=${secret}; HttpOnly`}}},
	Authorization: {upgrade: {status: 403, headers: {authorization: `Bearer ${secret}`}}},
	'Proxy-Authorization': {upgrade: {status: 407, headers: {'proxy-authorization': `Basic ${secret}`}}},
	'Authentication-Info': {upgrade: {status: 403, headers: {'authentication-info': `nextnonce="${secret}"`}}},
	'X-Api-Key': {upgrade: {status: 403, headers: {'x-api-key': secret}}},
	'X-Session-Token': {upgrade: {status: 403, headers: {'x-session-token': secret}}},
	'a body': {upgrade: {status: 403, bodyStart: `{"access_token": "${secret}"}`}},
	'a body with a password': {upgrade: {status: 403, bodyStart: `password=${secret}`}},
	'a close reason': {idle: {outcome: 'closed', afterMs: 3000, ending: 'close-frame', closeCode: 4001, closeReason: `token=${secret}`}},
	'a log line': {log: `10.0.0.1:5 [20/Nov/2026:12:30:00.000] fe be/s 0/0/1/2/3 101 9 - - cD-- 1/1/1/1/0 0/0 "GET /ws?token=${secret} HTTP/1.1"`},
};

const configuration = (line: string) =>
	[
		'userlist people',
		`\tuser joe insecure-password ${secret}`,
		'listen all',
		'\tmode http',
		'\tbind :80',
		'\ttimeout client 3s',
		'\ttimeout server 6s',
		`\t${line}`,
		'\tserver ws1 10.0.0.1:80',
		'',
	].join('\n');

const cut = {url: 'ws://10.0.0.9/ws', upgrade: {status: 101}, idle: {outcome: 'closed', afterMs: 3000, ending: 'fin'}};

/** The answers as a report in every format, the bundle's files among them. */
const everywhere = async (answers: object): Promise<ReadonlyArray<readonly [where: string, text: string]>> => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	try {
		const [given, zip] = [join(folder, 'answers.json'), join(folder, 'report.zip')];
		await writeFile(given, JSON.stringify(answers));
		const run = async (...more: readonly string[]) => diagnoseHere(['--answers', given, '--offline', '--verbose', ...more]);
		const texts = await Promise.all(textFormats.map(async format => [format, Object.values(await run('--format', format)).join('\n')] as const));
		await run('--format', 'bundle', '--output', zip);
		const files = Object.entries(unzipSync(await readFile(zip)));
		return [...texts, ...files.map(([name, bytes]) => [name, strFromU8(bytes)] as const)];
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
};

const leaks = async (answers: object): Promise<readonly string[]> =>
	(await everywhere(answers)).flatMap(([where, text]) =>
		text
			.split('\n')
			.filter(line => line.includes(secret))
			.map(line => `${where}: ${line.trim().slice(0, 200)}`),
	);

for (const line of inConfiguration) {
	test(`a secret of the configuration is in no format: ${line}`, async t => t.deepEqual(await leaks({...cut, config: configuration(line)}), []));
}

for (const [where, answers] of Object.entries(inAnswers)) {
	test(`a secret is in no format: ${where}`, async t => t.deepEqual(await leaks({...cut, ...answers}), []));
}

test('what is looked through is there: every format says the verdict', async t => {
	const all = await everywhere(cut);
	t.is(all.filter(([where]) => where.includes('/report.')).length, textFormats.length);
	for (const [where, text] of all.slice(0, textFormats.length)) t.regex(text, /client-timeout|front-hop|No verdict/, where);
});
