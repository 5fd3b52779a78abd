import test from 'ava';
import fc from 'fast-check';
import {parseArguments} from '../../source/arguments.ts';
import type {Flags} from '../../source/flags.ts';

const url = 'ws://127.0.0.1:8080/ws';

const reads = test.macro({
	exec: (t, argv: readonly string[], command: string, positionals: readonly string[], flags: Flags) => {
		const parsed = parseArguments(argv);
		t.deepEqual([parsed.command, parsed.positionals, parsed.flags], [command, positionals, flags] as never);
	},
	title: (_, argv: readonly string[]) => `ws-doctor ${argv.join(' ')}`,
});

test(reads, [], 'wizard', [], {});
test(reads, [url], 'wizard', [url], {});
test(reads, ['https://example.net/ws'], 'wizard', ['wss://example.net/ws'], {});
test(reads, ['--idle', '3s', url], 'wizard', [url], {idle: 3000});
test(reads, ['diagnose', url], 'diagnose', [url], {});
test(reads, ['--json', 'diagnose', url], 'diagnose', [url], {json: true, format: 'json'});
test(reads, ['diagnose', '--', url], 'diagnose', [url], {});
test(reads, ['diagnose', '--offline', '--answers', 'report.json'], 'diagnose', [], {offline: true, answers: 'report.json'});
test(reads, ['explain', 'idle/client-timeout'], 'explain', ['idle/client-timeout'], {});
test(reads, ['demo'], 'demo', [], {});
test(reads, ['demo', 'lifetime', '--ascii'], 'demo', ['lifetime'], {ascii: true});
test(reads, ['report', 'latest', '--format', 'html'], 'report', ['latest'], {format: 'html'});
test(reads, ['resume', 'k3f9', url, '--cookie', 'a=b'], 'resume', ['k3f9', url], {cookie: 'a=b'});
test(reads, ['compare', 'k3f9', 'after.json', '--json'], 'compare', ['k3f9', 'after.json'], {json: true, format: 'json'});
test(reads, ['sessions', '--delete', 'a', '--delete', 'b'], 'sessions', [], {delete: ['a', 'b']});
test(reads, ['explain', '--', '----'], 'explain', ['----'], {});
test(reads, ['explain', '----'], 'explain', ['----'], {});

const readsFlag = test.macro({
	exec: (t, argv: readonly string[], flags: Flags) => t.deepEqual(parseArguments(['diagnose', url, ...argv]).flags, flags),
	title: (_, argv: readonly string[]) => `flag ${argv.join(' ')}`,
});

test(readsFlag, ['--config', 'a.cfg', '--config=conf.d', '--config', '-'], {config: ['a.cfg', 'conf.d', '-']});
test(readsFlag, ['--haproxy', '[::1]:80'], {haproxy: {host: '::1', port: 80}});
test(readsFlag, ['--backend', 'wss://ws1:9001'], {backend: {host: 'ws1', port: 9001, scheme: 'wss'}});
test(readsFlag, ['--at', 'edge=10.0.0.5:443', '--at', 'inner=ws1:80'], {
	at: [
		{name: 'edge', host: '10.0.0.5', port: 443},
		{name: 'inner', host: 'ws1', port: 80},
	],
});
test(readsFlag, ['--path', 'cloudflare, haproxy,nginx'], {path: ['cloudflare', 'haproxy', 'nginx']});
test(readsFlag, ['--idle', '0', '--heartbeat', '500ms', '--budget', '1m'], {idle: 0, heartbeat: 500, budget: 60_000});
test(readsFlag, ['--idle', '3s', '--idle', '5s'], {idle: 5000});
test(readsFlag, ['-H', 'X-A: b:c', '--header=Authorization:Bearer x'], {
	header: [
		{name: 'X-A', value: 'b:c'},
		{name: 'Authorization', value: 'Bearer x'},
	],
});
test(readsFlag, ['-k', '-b', 'a=b', '-o', 'report.md', '--origin', 'null'], {insecure: true, cookie: 'a=b', output: 'report.md', origin: 'null'});
test(readsFlag, ['--format', 'markdown', '--fail-on=risk', '--no-color'], {format: 'markdown', 'fail-on': 'risk', 'no-color': true});
test(readsFlag, ['--json', '--format', 'json'], {json: true, format: 'json'});

test('what was typed is kept beside what was read', t => {
	t.deepEqual(parseArguments(['diagnose', url, '--idle', '5m', '--config', 'a', '--config', 'b', '--offline']).given, {
		idle: ['5m'],
		config: ['a', 'b'],
		offline: [''],
	});
});

const asks = test.macro({
	exec: (t, argv: readonly string[], command: string, positionals: readonly string[]) => {
		const parsed = parseArguments(argv);
		t.deepEqual([parsed.command, parsed.positionals], [command, positionals] as never);
	},
	title: (_, argv: readonly string[]) => `ws-doctor ${argv.join(' ')} asks for help or version`,
});
test(asks, ['--help'], 'help', []);
test(asks, ['help', 'demo'], 'help', ['demo']);
test(asks, ['diagnose', '-h'], 'help', ['diagnose']);
test(asks, ['diagnose', '--idel', '--help'], 'help', ['diagnose']);
test(asks, ['diagnose', url, '-V'], 'version', []);

const refuses = test.macro({
	exec: (t, argv: readonly string[], sentence: string | RegExp) => {
		const {message} = t.throws(() => parseArguments(argv), {name: 'UsageError'});
		t[typeof sentence === 'string' ? 'is' : 'regex'](message, sentence as never);
		t.notRegex(message, /[\n\u001B]/);
	},
	title: (_, argv: readonly string[]) => `ws-doctor ${JSON.stringify(argv).slice(0, 80)} is refused`,
});

for (const command of ['logs']) {
	test(refuses, [command], `ws-doctor ${command} is not part of this version yet.`);
}

for (const flag of ['--socket', '--log']) {
	test(refuses, ['diagnose', url, flag, '1'], `${flag} is not part of this version yet.`);
}

for (const format of ['jira', 'servicenow', 'html', 'short', 'sarif', 'junit', 'bundle']) {
	test(reads, ['diagnose', url, '--format', format], 'diagnose', [url], {format} as Flags);
}

test(refuses, ['diagnose', url, '--format', 'github'], /^ws-doctor diagnose does not write github: expected --format text, json, markdown, jira, /);
test(refuses, ['compare', 'a', 'b', '--format', 'html'], 'ws-doctor compare does not write html: expected --format text, json.');
test(refuses, ['lint', 'x.cfg', '--format', 'markdown'], 'ws-doctor lint does not write markdown: expected --format text, json, sarif, github.');

test(refuses, ['daignose', url], '"daignose" is neither a command nor a URL; did you mean diagnose?');
test(refuses, ['kubernetes'], /neither a command nor a URL: expected ws:\/\/host\/path, wss:\/\/host\/path, or a command/);
test(refuses, ['toString'], /neither a command nor a URL/);
test(refuses, ['example.net/ws'], /is not a WebSocket URL: expected ws:\/\/host\/path/);
test(refuses, ['diagnose', 'haproxy.cfg'], /is not a WebSocket URL: expected ws:\/\/host\/path/);
test(refuses, ['diagnose'], /^Expected ws-doctor diagnose <url>, for example/);
test(refuses, ['diagnose', url, url], 'Expected ws-doctor diagnose [url], and got 2 after diagnose.');
test(refuses, ['explain'], 'Expected ws-doctor explain <code>, and got nothing after explain.');
test(refuses, ['explain', 'a/b', '--json'], /^ws-doctor explain takes no --json: it is a flag of diagnose, lint, report, resume, compare, demo, sessions/);
test(refuses, ['diagnose', url, '--idel', '3s'], 'Unknown flag --idel; did you mean --idle?');
test(refuses, ['diagnose', url, '--kubernetes'], 'Unknown flag --kubernetes: expected one that ws-doctor --help lists.');
test(refuses, ['diagnose', url, '--constructor'], /^Unknown flag --constructor/);
test(refuses, ['diagnose', url, '-x'], /^Unknown flag -x/);
test(refuses, ['diagnose', url, '--\u001B[2J'], /^Unknown flag --·\[2J/);
test(refuses, ['diagnose', url, '--idle'], '--idle needs a value: expected --idle <duration>.');
test(refuses, ['diagnose', url, '--idle', '--json'], '--idle needs a value: expected --idle <duration>.');
test(refuses, ['diagnose', url, '--json=yes'], '--json takes no value.');
test(refuses, ['diagnose', url, '--idle', 'soon'], /^--idle: "soon" is not a duration: expected 500ms/);
test(refuses, ['diagnose', url, '--budget', '0'], /^--budget: "0" is not understood: expected more than no time/);
test(refuses, ['diagnose', url, '--haproxy', 'h:65536'], /^--haproxy: "h:65536" .*a port from 1 to 65535/);
test(refuses, ['diagnose', url, '--haproxy', 'wss://h:443'], /^--haproxy: .*expected host:port without a scheme/);
test(refuses, ['diagnose', url, '--at', 'h:443'], /^--at: "h:443" is not understood: expected name=host:port/);
test(refuses, ['diagnose', url, '--path', 'a,,b'], /^--path: .*expected names with commas between them/);
test(refuses, ['diagnose', url, '--config', ''], /^--config: Expected the name of a file, neither empty/);
test(
	refuses,
	['diagnose', url, '--cookie', 'session=\u0007hunter2'],
	'--cookie: Expected name=value; name=value, neither empty nor with control characters in it.',
);
test(refuses, ['diagnose', url, '--header', 'nothing'], /expected 'Name: value' on one line/);
test(refuses, ['diagnose', url, '--header', 'X-Key: a\r\nsecret: b'], '--header: "X-Key" is not understood: expected \'Name: value\' on one line.');
test(refuses, ['diagnose', url, '--format', 'jsn'], '--format: "jsn" is not understood; did you mean json?');
test(refuses, ['diagnose', url, '--format', 'pdf'], /^--format: "pdf" is not understood: expected text, json, markdown, .*, github\.$/);
test(refuses, ['diagnose', url, '--fail-on', 'all'], /expected problem, risk, never/);
test(refuses, ['diagnose', url, '--quiet', '--verbose'], '--quiet and --verbose contradict each other: expected only one of them.');
test(refuses, ['resume', 'latest', '--idle', '3s'], /^ws-doctor resume takes no --idle/);
test(refuses, ['report', 'latest', '--delete', 'a'], 'ws-doctor report takes no --delete: it is a flag of sessions.');
test(refuses, ['diagnose', url, '--json', '--format', 'text'], '--json and --format contradict each other: expected only one of them.');

test('whatever the arguments, they are read or refused in one sentence', t => {
	const word = fc.oneof(
		fc.string(),
		fc.constantFrom('diagnose', 'demo', url, '--idle', '--json', '-H', '--', '-', '--config', '3s', '--at', 'a=b:1', '-kV', '--=', '-='),
	);
	fc.assert(
		fc.property(fc.array(word, {maxLength: 6}), argv => {
			try {
				return typeof parseArguments(argv).command === 'string';
			} catch (error) {
				return error instanceof Error && error.name === 'UsageError' && !/\n/.test(error.message);
			}
		}),
		{numRuns: 500},
	);
	t.pass();
});

test(refuses, ['diagnose', url, '--at', 'edge=h:1', '--at', 'edge=h:2'], '--at names edge twice: expected a name of its own for each place.');
test(refuses, ['diagnose', url, '--at', 'haproxy=h:1'], /^--at: "haproxy=h:1" is not understood: expected another name than public, client, haproxy, backend/);
test(refuses, ['diagnose', url, '--trials', '65'], '--trials: "65" is not understood: expected a whole number from 1 to 64.');

test('standard input is asked for once only', t => {
	for (const argv of [
		['--config', '-', '--config', '-'],
		['--config', '-', '--answers', '-'],
	])
		t.throws(() => parseArguments(['diagnose', url, ...argv]), {name: 'UsageError', message: /^Standard input is asked for twice: expected only one -/});
});

test('what a command does not heed it does not take', t => {
	for (const command of [['demo'], ['compare', 'a', 'b']])
		t.throws(() => parseArguments([...command, '--fail-on', 'never']), {message: /takes no --fail-on: it is a flag of diagnose, lint, report, resume\./});
});
