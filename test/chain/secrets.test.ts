import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {startBackend} from '../../source/demo/backend.ts';
import {diagnoseHere} from '../helpers/in-process.ts';

const secret = 'tops3cret';
const planted: Readonly<Record<string, string>> = {
	'stats auth': `stats auth admin:${secret}`,
	'a header that is set': `http-request set-header Authorization "Basic ${secret}"`,
	'a header that is added': `http-request add-header X-Api-Key ${secret}`,
	'a header that is compared': `acl known hdr(Authorization) -m str "Bearer ${secret}"`,
	'a parameter that is compared': `acl known url_param(token) ${secret}`,
	'a cookie that is set': `http-request set-header Cookie "session=${secret}"`,
	'the header of a check': `http-check send meth GET uri / hdr Authorization "Bearer ${secret}"`,
	'the header of an old check': `option httpchk GET / HTTP/1.1\\r\\nAuthorization:\\ Basic\\ ${secret}`,
	'the key of a JWT': `http-request set-var(txn.ok) http_auth_bearer,jwt_verify(txn.alg,"${secret}")`,
	'the key of dynamic cookies': `dynamic-cookie-key ${secret}`,
	'a comment': `# password: ${secret}`,
	'a comment behind a line': `option httplog # Authorization: Bearer ${secret}`,
};

const configuration = (line: string) =>
	[
		'userlist people',
		`\tuser joe insecure-password ${secret}`,
		`\tuser ann password $5$${secret}`,
		'listen all',
		'\tmode http',
		'\tbind :80',
		'\ttimeout client 3s',
		'\ttimeout server 6s',
		`\t${line}`,
		'\tserver ws1 10.0.0.1:80',
		'',
	].join('\n');

const everyFormat = async (argv: readonly string[]) =>
	(await Promise.all(['text', 'json', 'markdown'].map(format => diagnoseHere([...argv, '--format', format])))).map(({stdout, stderr}) => stdout + stderr);

const withFiles = async (files: Readonly<Record<string, string>>, use: (path: (name: string) => string) => Promise<void>) => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	try {
		for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
		await use(name => join(folder, name));
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
};

const linesWithSecret = (text: string) => text.split('\n').filter(line => line.includes(secret));
const cut = {url: 'ws://10.0.0.9/ws', upgrade: {status: 101}, idle: {outcome: 'closed', afterMs: 3000, ending: 'fin'}};

for (const [where, line] of Object.entries(planted)) {
	test(`a secret of the configuration stays in it: ${where}`, async t => {
		await withFiles(
			{'haproxy.cfg': configuration(line), 'answers.json': JSON.stringify(cut), 'both.json': JSON.stringify({...cut, config: configuration(line)})},
			async path => {
				const byFlag = await everyFormat(['--config', path('haproxy.cfg'), '--answers', path('answers.json'), '--offline']);
				const byAnswer = await everyFormat(['--answers', path('both.json'), '--offline']);
				t.regex(byFlag[0] ?? '', /idle\/client-timeout/);
				t.deepEqual([...byFlag, ...byAnswer].flatMap(linesWithSecret), []);
			},
		);
	});
}

test('credentials of the command line and of the URL are sent, and not reported', async t => {
	const backend = await startBackend({
		answer: {status: 302, headers: {Location: `https://sso.example.net/?token=${secret}x`, 'Set-Cookie': `sid=${secret}yy`}},
	});
	t.teardown(backend.close);
	const credentials = ['--header', `Authorization: Bearer ${secret}`, '--cookie', `sid=${secret}`, '--header', `X-Api-Key: ${secret}`];
	const shown = await everyFormat([`ws://${backend.address}/ws?access_token=${secret}&room=7`, ...credentials, '--idle', '0', '--verbose']);
	t.regex(shown[0] ?? '', /upgrade\/redirected/);
	t.deepEqual(shown.flatMap(linesWithSecret), []);
});
