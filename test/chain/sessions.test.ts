import {spawn} from 'node:child_process';
import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {execa} from 'execa';
import {startBackend} from '../../source/demo/backend.ts';
import type {Report} from '../../source/model.ts';
import {bounded} from '../helpers/bounded.ts';
import {testWith} from '../helpers/programs.ts';
import {runDoctor} from '../helpers/run.ts';
import {sessionsIn, stateHome} from '../helpers/state.ts';
import {openTerminal} from '../helpers/terminal.ts';

const atOnce = bounded(3);
const cutAfter = 1500;

const backendFor = async (t: ExecutionContext) => {
	const backend = await startBackend({closeAfterIdle: {ms: cutAfter, how: 'close-frame', code: 1001}});
	t.teardown(backend.close);
	return `ws://${backend.address}/ws`;
};

const environment = () => ({XDG_STATE_HOME: stateHome()});

type Struck = {readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly stdout: string; readonly stderr: string};

/** Starts ws-doctor, and sends it a signal some time after its first probe has begun. */
const struck = (argv: readonly string[], env: Readonly<Record<string, string>>, signal: NodeJS.Signals, patience: number) =>
	new Promise<Struck>((resolve, reject) => {
		const child = spawn(process.execPath, ['bin/ws-doctor.js', ...argv], {env: {...process.env, ...env}, stdio: ['ignore', 'pipe', 'pipe']});
		let [stdout, stderr] = ['', ''];
		child.stdout.on('data', chunk => {
			stdout += chunk;
		});
		child.stderr.on('data', chunk => {
			if (stderr === '') setTimeout(() => child.kill(signal), patience);
			stderr += chunk;
		});
		child.on('error', reject);
		child.on('close', (code, signal) => resolve({code, signal, stdout, stderr}));
	});

const parsed = (text: string): Report => JSON.parse(text);
const sessionIn = (env: {XDG_STATE_HOME: string}) => (readdirSync(sessionsIn(env.XDG_STATE_HOME))[0] ?? '').replace('.jsonl', '');

test('killed at any moment of a real examination, the session goes on to the same verdict', async t => {
	const url = await backendFor(t);
	const whole = parsed((await runDoctor(['diagnose', url, '--idle', '4s', '--json'])).stdout);
	t.is(whole.verdict?.code, 'idle/backend-closes');
	const once = async (patience: number) => {
		const env = environment();
		const {signal} = await struck(['diagnose', url, '--idle', '4s', '--json'], env, 'SIGKILL', patience);
		t.is(signal, 'SIGKILL');
		const {code, stdout, stderr} = await runDoctor(['resume', 'latest', '--json'], {env});
		t.is(code, 1, stderr);
		const report = parsed(stdout);
		t.like(report, {session: sessionIn(env), verdict: {code: 'idle/backend-closes'}});
		t.deepEqual(report.evidence.map(({step}) => step).sort(), whole.evidence.map(({step}) => step).sort());
	};

	await Promise.all([5, 100, 400, 900, 1400, 1600].map(moment => atOnce(() => once(moment + Math.random() * 100))));
});

for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) {
	test(`${signal} ends it with 130: the report so far is written, and it says how to go on`, async t => {
		const env = environment();
		const {code, stdout, stderr} = await struck(['diagnose', await backendFor(t), '--idle', '20s', '--json'], env, signal, 600);
		t.is(code, 130);
		const {session, interrupted, exitCode} = parsed(stdout);
		t.deepEqual([interrupted, exitCode, session], [true, 130, sessionIn(env)]);
		t.true(stderr.endsWith(`ws-doctor: interrupted; ws-doctor resume ${session} goes on with it.\n`), stderr);
		const {stdout: listed} = await runDoctor(['sessions', '--json'], {env});
		t.like(JSON.parse(listed).sessions, {0: {session, state: 'interrupted'}, length: 1});
		t.is((await runDoctor(['resume', session, '--json'], {env})).code, 1);
	});
}

testWith('unshare', 'on a full disk the report comes all the same, and what is not kept is said once', async t => {
	const url = await backendFor(t);
	const env = environment();
	mkdirSync(env.XDG_STATE_HOME, {recursive: true});
	const config = `${env.XDG_STATE_HOME}.cfg`;
	writeFileSync(config, `${'# a line of a long configuration\n'.repeat(200)}frontend fe\n  bind :80\n`);
	const script = 'mount -t tmpfs -o size=4k none "$1" && exec "$2" bin/ws-doctor.js diagnose "$3" --config "$4" --idle 3s --json --quiet';
	const {exitCode, stdout, stderr} = await execa('unshare', ['-rm', 'sh', '-c', script, 'sh', env.XDG_STATE_HOME, process.execPath, url, config], {
		env,
		reject: false,
	});
	t.is(exitCode, 1, stderr);
	t.is(parsed(stdout).verdict?.code, 'idle/backend-closes');
	t.regex(stderr, /^ws-doctor: session \S+ is not kept any further, since there is no space left; the examination goes on\.$/);
});

test('two at once are two sessions, and the demo is none', async t => {
	const url = await backendFor(t);
	const env = environment();
	const runs = await Promise.all([1, 2].map(() => runDoctor(['diagnose', url, '--idle', '3s', '--json'], {env})));
	const names = runs.map(({stdout}) => parsed(stdout).session).sort();
	t.deepEqual(
		readdirSync(sessionsIn(env.XDG_STATE_HOME)).sort(),
		names.map(name => `${name}.jsonl`),
	);
	const other = environment();
	await runDoctor(['demo', 'route-missed', '--json'], {env: other});
	t.throws(() => readdirSync(sessionsIn(other.XDG_STATE_HOME)), {code: 'ENOENT'});
});

/** A wizard on a flow, at its first question behind the plan. */
const wizardAt = async (t: ExecutionContext, argv: readonly string[], env: Readonly<Record<string, string>>) => {
	const terminal = openTerminal(argv, {env, columns: 120});
	t.teardown(terminal.close);
	await terminal.waitFor(/Before anything is opened/);
	await terminal.press('enter');
	await terminal.waitFor(/Where is haproxy\.cfg\?/);
	return terminal;
};

test('a wizard whose terminal is lost leaves a session that goes on', async t => {
	const url = await backendFor(t);
	const env = environment();
	const terminal = await wizardAt(t, [url, '--symptom', 'drops'], env);
	terminal.close();
	await terminal.exit;
	const {stdout} = await runDoctor(['sessions', '--json'], {env});
	t.like(JSON.parse(stdout).sessions, {0: {target: url, flow: 'drops', verdict: null}, length: 1});
	const {code, stdout: resumed} = await runDoctor(['resume', 'latest', '--json', '--budget', '10s'], {env});
	t.is(code, 1);
	t.is(parsed(resumed).verdict?.code, 'idle/backend-closes');
});

test('a wizard that is left says how to go on, and goes on where it was', async t => {
	const url = await backendFor(t);
	const env = environment();
	const first = await wizardAt(t, [url, '--symptom', 'drops'], env);
	await first.press('ctrl-c');
	t.is((await first.exit).code, 130);
	t.regex(first.screen(), new RegExp(`ws-doctor resume ${sessionIn(env)} goes on with it\\.`));
	const second = openTerminal(['resume', sessionIn(env)], {env, columns: 120});
	t.teardown(second.close);
	await second.waitFor(/Where is haproxy\.cfg\?|Before anything is opened/);
	await second.press('ctrl-c');
	t.is((await second.exit).code, 130);
	t.is(readdirSync(sessionsIn(env.XDG_STATE_HOME)).length, 1);
	const {stdout} = await runDoctor(['report', 'latest', '--json'], {env});
	t.like(parsed(stdout), {flow: 'drops', target: {url}, interrupted: true});
});
