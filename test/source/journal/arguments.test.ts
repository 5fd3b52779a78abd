import test from 'ava';
import {parseArguments} from '../../../source/arguments.ts';
import {repeatCommand, safeArguments} from '../../../source/journal/arguments.ts';
import type {Evidence} from '../../../source/model.ts';

const url = 'ws://h/ws';
const words = (...argv: readonly string[]) => safeArguments(parseArguments(['diagnose', ...argv]));

const keeps = test.macro({
	exec: (t, argv: readonly string[], kept: readonly string[]) => t.deepEqual(words(...argv), kept),
	title: (_, argv: readonly string[]) => argv.join(' '),
});

test(
	keeps,
	[url, '--idle', '3s', '--offline', '--config', 'a.cfg', '--config', 'b.cfg'],
	[url, '--idle', '3s', '--offline', '--config', 'a.cfg', '--config', 'b.cfg'],
);
test(keeps, [url, '--json', '--output', 'x', '--quiet', '--redact', 'all', '--fail-on', 'risk'], [url]);
test(keeps, [`${url}?token=abc&a=1`], [`${url}?token=[redacted]&a=1`]);
test(
	keeps,
	[url, '-H', 'Authorization: Bearer abc', '-H', 'User-Agent: x', '-H', 'X-Gone:'],
	[...[url, '--header', 'Authorization: …', '--header', 'User-Agent: x', '--header', 'X-Gone: ']],
);
test(
	keeps,
	[url, '--cookie', 'a=b', '--subprotocol', `chat, ${'x'.repeat(33)}`, '--origin', 'https://a'],
	[...[url, '--cookie', '…', '--subprotocol', '…', '--origin', 'https://a']],
);

const answered = (step: string, value: unknown, source: Evidence['source'] = 'user'): Evidence => ({step, at: '', source, value});

test('what was answered to questions becomes flags, and what was assumed does not', t => {
	const evidence = [
		answered('url', url),
		answered('haproxy', '10.0.0.5:80'),
		answered('configurationFiles', ['/etc/haproxy/my config.cfg']),
		answered('path', ['cloudflare', 'haproxy']),
		answered('heartbeat', 0),
		answered('idleLimit', 75_000, 'default'),
		{step: 'backend', at: '', source: 'user', missing: 'not told'} as const,
	];
	t.is(
		repeatCommand([], evidence, 'drops'),
		`ws-doctor diagnose ${url} --haproxy 10.0.0.5:80 --config '/etc/haproxy/my config.cfg' --path cloudflare,haproxy --heartbeat 0s --symptom drops`,
	);
});

test('what was typed comes first, and counts', t => {
	const evidence = [answered('url', url, 'flag'), answered('idleLimit', 90_000), answered('haproxy', 'h:1', 'flag')];
	t.is(
		repeatCommand([url, '--haproxy', 'h:1', '--symptom', 'refused'], evidence, 'refused'),
		`ws-doctor diagnose ${url} --haproxy h:1 --symptom refused --idle 1m30s`,
	);
	t.is(repeatCommand([url, '--idle', '3s'], evidence, 'check-up'), `ws-doctor diagnose ${url} --idle 3s`);
});

test('a shell reads it as it is meant', t => {
	t.is(repeatCommand(["ws://h/?a='$(reboot)'"], [], 'check-up'), `ws-doctor diagnose 'ws://h/?a='\\''$(reboot)'\\'''`);
});

test('the command line reads itself again', t => {
	const evidence = [answered('url', url), answered('heartbeat', 25_000), answered('idleLimit', 3_600_000)];
	const [, ...argv] = repeatCommand([], evidence, 'drops').split(' ');
	t.like(parseArguments(argv), {command: 'diagnose', positionals: [url], flags: {heartbeat: 25_000, idle: 3_600_000, symptom: 'drops'}});
});
