import {mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {run as compare} from '../../../source/commands/compare.ts';
import {run as report} from '../../../source/commands/report.ts';
import {run as resume} from '../../../source/commands/resume.ts';
import {run as sessions} from '../../../source/commands/sessions.ts';
import {startBackend} from '../../../source/demo/backend.ts';
import type {Report} from '../../../source/model.ts';
import {commandHere, diagnoseHere} from '../../helpers/in-process.ts';
import {complaintsBy} from '../../helpers/schemas.ts';
import {sessionsIn, stateHome} from '../../helpers/state.ts';

const url = 'ws://chat.example.net/ws';
const cut = {symptom: 'drops', url, upgrade: {status: 101}, path: ['haproxy'], idle: {outcome: 'closed', afterMs: 30_000, ending: 'fin'}};
const config =
	'defaults\n  mode http\n  timeout client 30s\n  timeout server 60s\nfrontend fe\n  bind :80\n  default_backend be\nbackend be\n  server s1 192.0.2.1:80\n';

/** A state folder of one's own, and commands in it. */
const desk = () => {
	const env = {XDG_STATE_HOME: stateHome()};
	const folder = sessionsIn(env.XDG_STATE_HOME);
	const commands = {sessions, report, resume, compare};
	const answering = async (answers: object, ...more: readonly string[]) => {
		mkdirSync(env.XDG_STATE_HOME, {recursive: true});
		const file = path.join(env.XDG_STATE_HOME, 'answers.json');
		writeFileSync(file, JSON.stringify(answers));
		return diagnoseHere(['--answers', file, '--offline', '--json', ...more], env);
	};
	return {
		env,
		folder,
		diagnose: (...argv: readonly string[]) => diagnoseHere(argv, env),
		answering,
		say: (command: keyof typeof commands, ...argv: readonly string[]) => commandHere(commands[command], [command, ...argv], env),
	};
};

const parsed = ({stdout}: {stdout: string}): Report => JSON.parse(stdout);
const essence = ({verdict, findings, timers, exitCode, evidence, session, startedAt, flow, repeat}: Report) => ({
	...{verdict, findings, timers, exitCode, evidence, session, startedAt, flow, repeat},
});

test('an examination is a session, whose report can be written again in any format', async t => {
	const {answering, say, folder} = desk();
	const first = await answering({...cut, config});
	const {session} = parsed(first);
	t.deepEqual(readdirSync(folder), [`${session}.jsonl`]);
	const again = await say('report', 'latest', '--json');
	t.is(again.code, 1);
	t.deepEqual(essence(parsed(again)), essence(parsed(first)));
	t.deepEqual(complaintsBy('report')(parsed(again)), []);
	t.regex((await say('report', session.slice(-4))).stdout, /^PROBLEM \(\w+\) {2}idle\/client-timeout$/m);
	t.regex((await say('report', session, '--format', 'markdown')).stdout, /^## ws-doctor/);
});

test('sessions are listed newest first, with what is in them and where they lie', async t => {
	const {answering, say, folder} = desk();
	t.is((await say('sessions')).stdout, `No session is kept in ${folder}.\n`);
	const one = parsed(await answering({...cut, config}));
	await new Promise(resolve => setTimeout(resolve, 1001));
	const two = parsed(await answering({url, upgrade: {status: 101}, idle: {outcome: 'survived', ms: 75_000}}));
	const listed = JSON.parse((await say('sessions', '--json')).stdout);
	t.is(listed.folder, folder);
	t.like(listed.sessions, {
		0: {session: two.session, target: url, flow: 'check-up', verdict: null, state: 'finished'},
		1: {session: one.session, target: url, flow: 'drops', verdict: 'idle/client-timeout', state: 'finished'},
	});
	const {stdout} = await say('sessions');
	t.regex(stdout, new RegExp(`${two.session} .*\\n.*${one.session} .*idle/client-timeout`));
	t.true(stdout.includes(folder));
});

test('sessions are deleted only when that is asked for', async t => {
	const {answering, say, folder} = desk();
	const names: string[] = [];
	for (let count = 0; count < 3; count++) names.push(parsed(await answering(cut)).session);
	writeFileSync(path.join(folder, `${names[0]}.aliases.json`), '{}');
	const {stdout} = await say('sessions', '--delete', names[0] ?? '', '--json');
	t.deepEqual(JSON.parse(stdout).deleted, [names[0]]);
	t.deepEqual(
		readdirSync(folder).sort(),
		names
			.slice(1)
			.map(name => `${name}.jsonl`)
			.sort(),
	);
	t.like(await say('sessions', '--delete', 'nobody'), {code: 2});
	t.regex((await say('sessions', '--delete', 'all')).stdout, /^Deleted \S+\.\nDeleted \S+\.\n$/);
	t.deepEqual(readdirSync(folder), []);
	t.is((await say('sessions', '--delete', 'all')).stdout, 'Nothing to delete.\n');
});

const refuses = async (t: ExecutionContext, ran: Promise<{code: number | undefined; stderr: string; stdout: string}>, sentence: RegExp) => {
	const {code, stderr, stdout} = await ran;
	t.is(code, 2);
	t.regex(stderr, sentence);
	t.is(stdout, '');
};

test('a session that is not there is refused, with the nearest names', async t => {
	const {answering, say} = desk();
	await refuses(t, say('report', 'latest'), /^ws-doctor: There is no session "latest": no session is kept here\.\n$/);
	const {session} = parsed(await answering(cut));
	const mistyped = `${session.slice(0, -1)}~`;
	await refuses(t, say('report', mistyped), new RegExp(`did you mean ${session}\\?`));
	await refuses(t, say('resume', '../../etc/passwd'), /^ws-doctor: There is no session "\.\.\/\.\.\/etc\/passwd"/);
	await refuses(t, say('report', '/etc/hostname'), /^ws-doctor: There is no session/);
});

test('a journal that is none is refused, and not listed', async t => {
	const {answering, say, folder} = desk();
	const {session} = parsed(await answering(cut));
	writeFileSync(path.join(folder, `${session}.jsonl`), 'hello\n');
	await refuses(t, say('report', 'latest'), /^ws-doctor: The session \S+ cannot be read: expected a journal of ws-doctor\.journal\/1/);
	t.deepEqual(JSON.parse((await say('sessions', '--json')).stdout).sessions, []);
});

test('evidence of a journal is checked as any answer is', async t => {
	const {answering, say, folder} = desk();
	const {session} = parsed(await answering(cut));
	const file = path.join(folder, `${session}.jsonl`);
	writeFileSync(file, readFileSync(file, 'utf8').replace('"outcome":"closed"', '"outcome":"perhaps"'));
	await refuses(t, say('report', 'latest'), /^ws-doctor: The answer to "idle" is not understood/);
});

test('what was in progress is tried again when a session is resumed, and the rest is not', async t => {
	const {diagnose, say, folder} = desk();
	const backend = await startBackend({});
	t.teardown(backend.close);
	const first = parsed(await diagnose(`ws://${backend.address}/ws`, '--idle', '1s', '--json', '--quiet'));
	const file = path.join(folder, `${first.session}.jsonl`);
	// As if it had been killed while silence was watched.
	const lines = readFileSync(file, 'utf8').split('\n');
	const until = lines.findIndex(line => line.includes('"step":"idle"'));
	writeFileSync(file, `${lines.slice(0, until).join('\n')}\n${lines[until]?.slice(0, 40)}`);
	t.is(JSON.parse((await say('sessions', '--json')).stdout).sessions[0].state, 'open');
	t.like(parsed(await say('report', 'latest', '--json')), {interrupted: true, exitCode: 130});

	const resumed = parsed(await say('resume', 'latest', '--json', '--quiet'));
	t.is(resumed.session, first.session);
	t.is(resumed.startedAt, first.startedAt);
	const [before, after] = [first, resumed].map(({evidence}) => new Map(evidence.map(({step, at}) => [step, at])));
	t.deepEqual([...(after?.keys() ?? [])].sort(), [...(before?.keys() ?? [])].sort());
	t.is(after?.get('upgrade'), before?.get('upgrade'));
	t.true((after?.get('idle') ?? '') > (before?.get('idle') ?? ''));
	t.deepEqual(essence(parsed(await say('report', 'latest', '--json'))), essence(resumed));
	t.is(JSON.parse((await say('sessions', '--json')).stdout).sessions[0].state, 'finished');
});

test('secrets are asked for again, and only by name', async t => {
	const {diagnose, say} = desk();
	const backend = await startBackend({});
	t.teardown(backend.close);
	const secret = `ws://${backend.address}/ws?token=tops3cret`;
	const {session, repeat} = parsed(
		await diagnose(secret, '--idle', '0', '--json', '--quiet', '-H', 'X-Api-Key: tops3cret', '-H', 'X-Room: 7', '--origin', 'https://a.example'),
	);
	t.is(
		repeat,
		`ws-doctor diagnose 'ws://${backend.address}/ws?token=[redacted]' --idle 0 --header 'X-Api-Key: …' --header 'X-Room: …' --origin https://a.example`,
	);
	await refuses(
		t,
		say('resume', 'latest'),
		/^ws-doctor: Secrets are not kept with a session: expected ws-doctor resume \S+ 'ws:\/\/\S+\?token=\[redacted\]' --header 'X-Api-Key: …' --header 'X-Room: …', with each/,
	);
	await refuses(t, say('resume', 'latest', secret), / resume \S+ --header 'X-Api-Key: …' --header 'X-Room: …', with each/);
	await refuses(
		t,
		say('resume', 'latest', `${secret.replace('/ws', '/other')}`, '-H', 'X-Api-Key: tops3cret'),
		/^ws-doctor: This session examines ws:\S+: expected the same URL/,
	);
	t.is(parsed(await say('resume', session, secret, '-H', 'X-Api-Key: tops3cret', '--json', '--quiet')).session, session);
	t.is((await say('resume', session, '--offline')).code, 0);
});

test('the secret of a URL reaches the server, and nobody else', async t => {
	const {diagnose, folder} = desk();
	let asked = '';
	const backend = await startBackend({});
	t.teardown(backend.close);
	const {createServer} = await import('node:http');
	const server = createServer().on('upgrade', (request, socket) => {
		asked = request.url ?? '';
		socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	t.teardown(() => server.close());
	const {port} = server.address() as {port: number};
	const {stdout, stderr} = await diagnose(`ws://127.0.0.1:${port}/ws?token=tops3cret`, '--json');
	t.is(asked, '/ws?token=tops3cret');
	const [file = ''] = readdirSync(folder);
	t.notRegex(stdout + stderr + readFileSync(path.join(folder, file), 'utf8'), /tops3cret/);
});

test('where the URL itself was not found yet, it can be told when the session is resumed', async t => {
	const {diagnose, say, folder} = desk();
	const backend = await startBackend({});
	t.teardown(backend.close);
	const {session} = parsed(await diagnose(`ws://${backend.address}/ws`, '--idle', '0', '--json', '--quiet'));
	const file = path.join(folder, `${session}.jsonl`);
	writeFileSync(file, `${readFileSync(file, 'utf8').split('\n')[0]}\n`);
	const {code, stdout} = await say('resume', 'latest', `ws://${backend.address}/ws?token=tops3cret`, '--budget', '3s', '--json', '--quiet');
	t.is(code, 0);
	t.like(parsed({stdout}), {session, target: {url: `ws://${backend.address}/ws?token=[redacted]`}});
	t.is(parsed(await say('report', 'latest', '--json')).target.url, `ws://${backend.address}/ws?token=[redacted]`);
	t.notRegex(readFileSync(file, 'utf8'), /tops3cret/);
});

test('before and after are compared by session or file, where they are of one target', async t => {
	const {answering, say, env} = desk();
	const before = parsed(await answering({...cut, config}));
	const after = parsed(
		await answering({...cut, idle: {outcome: 'survived', ms: 75_000}, config: config.replace('mode http\n', 'mode http\n  timeout tunnel 1h\n')}),
	);
	const fixed = await say('compare', before.session, after.session);
	t.is(fixed.code, 0);
	t.regex(fixed.stdout, /^Fixed: it was haproxy's timeout client \(30s\)/);
	t.like(await say('compare', after.session, before.session), {code: 1});
	const file = path.join(env.XDG_STATE_HOME, 'before.json');
	writeFileSync(file, JSON.stringify(before));
	const {code, stdout} = await say('compare', file, after.session.slice(-4), '--json');
	t.is(code, 0);
	t.like(JSON.parse(stdout), {
		schema: 'ws-doctor.comparison/1',
		outcome: 'fixed',
		target: {url},
		before: {session: before.session, cutMs: 30_000},
		exitCode: 0,
	});

	const elsewhere = parsed(await answering({...cut, url: 'ws://other.example.net/ws'}));
	await refuses(t, say('compare', before.session, elsewhere.session), /^ws-doctor: The two are not of the same target/);
	await refuses(t, say('compare', before.session, 'nowhere.json'), /^ws-doctor: "nowhere\.json" is neither a session nor a file/);
	writeFileSync(file, '{}');
	await refuses(t, say('compare', file, before.session), /cannot be compared: expected a JSON report of ws-doctor/);
});

test('with --redact all the private map lies beside the session', async t => {
	const {answering, say, folder} = desk();
	const {session} = parsed(await answering({...cut, config}));
	const {stdout} = await say('report', 'latest', '--json', '--redact', 'all');
	t.notRegex(stdout, /chat\.example\.net|192\.0\.2\.1/);
	const map = path.join(folder, `${session}.aliases.json`);
	t.is(statSync(map).mode & 0o777, 0o600);
	t.true(JSON.stringify(JSON.parse(readFileSync(map, 'utf8'))).includes('chat.example.net'));
});
