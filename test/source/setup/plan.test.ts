import test from 'ava';
import {tunnelFor} from '../../../source/setup/timers.ts';
import {planned} from './planned.ts';

const servers = ['10.0.0.1:8080'];
const textOf = (answers: Readonly<Record<string, unknown>>, version?: string) => planned({servers, ...answers}, undefined, version).file.text;
const saysOf = (answers: Readonly<Record<string, unknown>>) =>
	planned({servers, ...answers}).explanations.map(({topic, says, advice}) => `${advice ? '! ' : ''}${topic}: ${says}`);

for (const [heartbeat, ms] of [
	[0, 3_600_000],
	[1000, 180_000],
	[25_000, 180_000],
	[60_000, 180_000],
	[70_000, 240_000],
	[600_000, 1_800_000],
	[7 * 86_400_000, 21 * 86_400_000],
] as const) {
	test(`a heartbeat of ${heartbeat} ms makes a tunnel timer of ${ms} ms, and never less than two of it`, t => {
		t.is(tunnelFor(heartbeat).ms, ms);
		t.true(ms > 2 * heartbeat && ms < 2 ** 31);
	});
}

test('the release decides what is written', t => {
	t.regex(textOf({}, '2.8.0'), /timeout client-fin 30s[\s\S]*timeout server-fin 30s/);
	t.notRegex(textOf({}, '2.9.1'), /-fin/);
	const behind = {path: ['cloudflare', 'haproxy'], trusted: ['10.0.0.0/8'], stickiness: 'source'};
	t.regex(textOf(behind, '2.4.22'), /stick on var\(txn\.client\)/);
	t.regex(textOf(behind, '2.6.0'), /balance hash var\(txn\.client\)/);
	t.regex(textOf({}, '3.3.0'), /mworker-max-reloads 500/);
	t.notRegex(textOf({}, '3.2.0'), /mworker-max-reloads/);
	const http2 = {tls: true, certificate: '/x.pem'};
	t.regex(textOf(http2, '3.2.18'), /h2-workaround-bogus-websocket-clients/);
	t.notRegex(textOf(http2, '3.2.19'), /h2-workaround/);
	t.notRegex(textOf({...http2, http2: false}, '3.2.18'), /h2-workaround/);
	t.regex(textOf(behind, ''), /server-fin[\s\S]*stick on/, 'a release that nobody knows may be an old one');
	t.throws(() => textOf({}, '2.2.9'), {message: /too old/});
});

test('the hops on the way are held against the heartbeat', t => {
	const silent = saysOf({path: ['cloudflare', 'aws-alb', 'haproxy']});
	t.true(silent.some(says => /^! timers: cloudflare's .* 1m 40s .* at least every 50s/.test(says)));
	t.true(silent.some(says => /^! timers: aws-alb's .* at least every 30s/.test(says)));
	const slow = saysOf({path: ['cloudflare', 'aws-alb', 'haproxy'], heartbeat: 40_000});
	t.true(slow.some(says => /^timers: The heartbeat of 40s is at most half of cloudflare/.test(says)));
	t.true(slow.some(says => /^! timers: The heartbeat of 40s is not safely below aws-alb's .*: set it to 30s or less/.test(says)));
	t.true(saysOf({path: ['azure-frontdoor']}).some(says => /^! timers: azure-frontdoor's .* of 4h ends every WebSocket at that age/.test(says)));
	t.true(saysOf({path: ['our own box']}).some(says => /^! timers: The timers of our-own-box are not in the catalogue/.test(says)));
});

test('keepalive stays below half of what a NAT on the way allows', t => {
	t.regex(textOf({}), /clitcpka-idle 1m\n/);
	t.regex(textOf({path: ['dpvs', 'haproxy']}), /clitcpka-idle 45s\n/);
});

test('each hop that forwards moves the client one place to the left', t => {
	const trusted = ['10.0.0.0/8'];
	t.regex(textOf({path: ['cloudflare', 'haproxy', 'nginx'], trusted}), /hdr_ip\(X-Forwarded-For,-1\)/);
	t.regex(textOf({path: ['cloudflare', 'aws-alb', 'haproxy'], trusted}), /hdr_ip\(X-Forwarded-For,-2\)/);
	t.notRegex(textOf({path: ['aws-nlb', 'haproxy'], trusted}), /hdr_ip/);
	t.notRegex(textOf({path: ['cloudflare', 'haproxy']}), /hdr_ip|track-sc/);
});

test('longer paths are asked first, whichever pool they belong to', t => {
	const text = textOf({paths: ['/ws', '/a/very/long/one'], pools: [{paths: ['/ws/chat'], servers}], web: 'none'});
	t.deepEqual(
		[...text.matchAll(/use_backend (\S+) .* (path_\S+)$/gm)].map(([, backend, path]) => `${backend} ${path}`),
		['ws path_a_very_long_one', 'ws_chat path_ws_chat', 'ws path_ws'],
	);
});

for (const [connections, answers, advice] of [
	[1000, {}, undefined],
	[22_500, {}, undefined],
	[30_000, {}, /widen the range/],
	[60_000, {}, /need 2 source addresses/],
	[60_000, {servers: ['10.0.0.1:1', '10.0.0.2:1', '10.0.0.3:1', '10.0.0.4:1']}, undefined],
	[60_000, {sources: ['10.0.0.8', '10.0.0.9']}, /widen the range/],
	[60_000, {sources: ['10.0.0.7', '10.0.0.8', '10.0.0.9']}, undefined],
] as const) {
	test(`source ports for ${connections} connections with ${JSON.stringify(answers)}`, t => {
		const {capacity} = planned({servers, ...answers, connections});
		const found = capacity.explanations.filter(({topic}) => topic === 'source ports');
		t.is(found.length, advice === undefined ? 0 : 1);
		if (advice) t.regex(found[0]?.says ?? '', advice);
		t.is(capacity.commands.length, found.length);
	});
}

test('descriptors beyond what the system gives come with the commands that give more', t => {
	t.deepEqual(planned({servers: ['10.0.0.1:1', '10.0.0.2:1'], connections: 10_000}).capacity.commands, []);
	const commands = planned({servers, connections: 1_000_000}).capacity.commands.join('\n');
	t.regex(commands, /fs\.nr_open=2500102/);
	t.regex(commands, /LimitNOFILE=2500102/);
});

test('the next command proves it: where clients come in, or where HAProxy itself listens', t => {
	const proofOf = (answers: Readonly<Record<string, unknown>>) => planned({servers, ...answers}).proofs[0]?.join(' ');
	t.is(proofOf({}), 'ws://127.0.0.1/ --haproxy 127.0.0.1:80 --backend 10.0.0.1:8080 --idle 75s');
	t.is(
		proofOf({tls: true, certificate: '/x', listen: ['[::]:8443']}),
		'wss://127.0.0.1:8443/ --haproxy 127.0.0.1:8443 --insecure --backend 10.0.0.1:8080 --idle 75s',
	);
	t.is(
		proofOf({hosts: ['ws.example.net'], path: ['cloudflare', 'haproxy'], paths: ['/ws'], heartbeat: 50_000}),
		'wss://ws.example.net/ws --backend 10.0.0.1:8080 --path cloudflare,haproxy --heartbeat 50s --idle 100s',
	);
});
