import {once} from 'node:events';
import {existsSync, readFileSync} from 'node:fs';
import net from 'node:net';
import test from 'ava';
import {execa} from 'execa';
import {helpText} from '../../source/help.ts';
import {runDoctor} from '../helpers/run.ts';
import {openTerminal} from '../helpers/terminal.ts';

const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};

const answers = test.macro({
	exec: async (t, argv: readonly string[], stdout: string) => t.deepEqual(await runDoctor(argv), {code: 0, stdout, stderr: ''}),
	title: (_, argv: readonly string[]) => `ws-doctor ${argv.join(' ')} answers on standard output`,
});
for (const argv of [['--help'], ['-h'], ['help'], ['--help', '--json']]) {
	test(answers, argv, helpText());
}

test(answers, ['diagnose', '--help'], helpText('diagnose'));
test(answers, ['--version'], `${version}\n`);
test(answers, ['-V'], `${version}\n`);
test(answers, ['diagnose', '--version'], `${version}\n`);

const refuses = test.macro({
	exec: async (t, argv: readonly string[], sentence: RegExp) => {
		const {code, stdout, stderr} = await runDoctor(argv);
		t.is(code, 2);
		t.is(stdout, '');
		t.regex(stderr, /^ws-doctor: [^\n]+[.?]\n$/);
		t.regex(stderr, sentence);
	},
	title: (_, argv: readonly string[]) => `ws-doctor ${JSON.stringify(argv)} ends with 2 and one sentence`,
});
test(refuses, [], /The wizard needs a terminal .* expected .* ws-doctor diagnose <url>/);
test(refuses, ['diagnose'], /Expected ws-doctor diagnose <url>/);
test(refuses, ['diagnose', 'example.net'], /expected ws:\/\/host\/path or wss:\/\/host\/path/);
test(refuses, ['diagnose', 'ws://example.net:70000/'], /is not a WebSocket URL/);
test(refuses, ['diagnose', 'ws://127.0.0.1/', '--haproxy', '127.0.0.1:0'], /port from 1 to 65535/);
test(refuses, ['diagnose', 'ws://127.0.0.1/', '--idle', 'soon'], /expected 500ms, 30s, 5m, 1h or 1d/);
test(refuses, ['--idel'], /did you mean --idle\?/);
test(refuses, ['logs', 'haproxy.log'], /not part of this version yet/);
test(refuses, ['help', 'logs'], /not part of this version yet/);
test(refuses, ['help', 'diagnos'], /did you mean diagnose\?/);
test(refuses, ['help', 'constructor'], /There is no help on "constructor": expected one of wizard, diagnose, /);
test(refuses, ['explain', 'idle/client-timeuot'], /did you mean idle\/client-timeout/);

test('a bug ends with 70 and its stack, and says whose bug it is', async t => {
	const planted = 'data:text/javascript,URL.canParse = () => { throw new Error("planted") }';
	const {code, stdout, stderr} = await runDoctor(['diagnose', 'ws://127.0.0.1/'], {env: {NODE_OPTIONS: `--import=${encodeURI(planted)}`}});
	t.deepEqual([code, stdout], [70, '']);
	t.regex(stderr, /^ws-doctor: this is a bug in ws-doctor\.\nError: planted\n {4}at /);
});

test('a reader who stops reading is no error', async t => {
	const page = execa('sh', ['-c', '{ "$0" bin/ws-doctor.js explain idle/client-timeout; echo "$?" >&2; } | true', process.execPath]);
	const help = execa('sh', ['-c', '{ "$0" bin/ws-doctor.js --help; echo "$?" >&2; } | true', process.execPath]);
	t.deepEqual([(await page).stderr, (await help).stderr], ['0', '0']);
});

const full = test.macro({
	exec: async (t, argv: readonly string[], redirection: string, code: string) => {
		const {stdout} = await execa('sh', ['-c', `"$0" bin/ws-doctor.js "$@" ${redirection}; echo "$?"`, process.execPath, ...argv], {reject: false});
		t.is(stdout, code);
	},
	title: (_, argv: readonly string[], redirection: string, code: string) => `ws-doctor ${argv.join(' ')} ${redirection} ends with ${code}`,
});
if (existsSync('/dev/full')) {
	test(full, ['explain', 'cD'], '>/dev/full 2>/dev/null', '2');
	test(full, ['explain', 'nothing'], '2>/dev/full', '2');
}

const waits = test.macro({
	exec: async (t, argv: readonly string[]) => {
		const running = execa(process.execPath, ['bin/ws-doctor.js', ...argv], {reject: false, timeout: 20_000, stdin: 'pipe'});
		// More than a pipe holds: once all of it is out, somebody reads.
		await new Promise(resolve => running.stdin.write(' '.repeat(4 * 1024 * 1024), resolve));
		running.kill('SIGINT');
		t.is((await running).exitCode, 130);
	},
	title: (_, argv: readonly string[]) => `Ctrl-C ends ws-doctor ${argv.join(' ')} while nobody writes to its standard input`,
});
test(waits, ['diagnose', '--offline', '--answers', '-']);
test(waits, ['diagnose', 'ws://127.0.0.1/', '--offline', '--config', '-']);
test(waits, ['lint', '-']);

const interrupts = test.macro({
	exec: async (t, signals: readonly NodeJS.Signals[], report: RegExp) => {
		const silent = net.createServer(socket => socket.on('error', () => {})).listen(0, '127.0.0.1');
		t.teardown(() => silent.close());
		await once(silent, 'listening');
		const {port} = silent.address() as net.AddressInfo;
		const connected = once(silent, 'connection');
		const running = execa(process.execPath, ['bin/ws-doctor.js', 'diagnose', `ws://127.0.0.1:${port}/`, '--json'], {reject: false, timeout: 30_000});
		await connected;
		for (const signal of signals) {
			running.kill(signal);
		}

		const {exitCode, stdout} = await running;
		t.is(exitCode, 130);
		t.regex(stdout, report);
	},
	title: (_, signals: readonly string[]) => `${signals.join(' and ')} during a diagnosis ends it with 130`,
});
test(interrupts, ['SIGINT'], /"schema": *"ws-doctor.report\/1"/);
test(interrupts, ['SIGTERM'], /"schema": *"ws-doctor.report\/1"/);
test(interrupts, ['SIGHUP'], /"schema": *"ws-doctor.report\/1"/);
test(interrupts, ['SIGINT', 'SIGTERM'], /(?:)/);

test('a terminal that cannot move its cursor gets no wizard', async t => {
	const {exit, screen, close} = openTerminal([], {env: {TERM: 'dumb'}});
	t.teardown(close);
	t.is((await exit).code, 2);
	t.regex(screen(), /The wizard needs a terminal/);
});
