import test from 'ava';
import {type Answers, assess} from '../helpers/assess.ts';

const config =
	'defaults\n timeout client 30s\n timeout server 1h\n timeout connect 5s\nfrontend fe\n bind :80\n default_backend be\nbackend be\n server a 192.0.2.1:80\n';

const clocks = test.macro((t, answers: Answers, expected: ReadonlyArray<readonly [string, 'binding' | 'applies' | 'not']>, heartbeat?: number) => {
	const {timers, safeHeartbeat} = assess(answers);
	const found = timers
		.filter(({kind}) => kind === 'idle' || kind === 'lifetime')
		.map(({hop, name, binding, applies}) => [`${hop} ${name}`, binding ? 'binding' : applies ? 'applies' : 'not']);
	t.deepEqual(found as unknown, expected);
	t.is(safeHeartbeat, heartbeat);
});
test('nothing is known of no path', clocks, {}, []);
test(
	'the shortest idle clock binds',
	clocks,
	{config},
	[
		['haproxy timeout client', 'binding'],
		['haproxy timeout server', 'applies'],
	],
	15_000,
);
test(
	'a tunnel timer supersedes both sides',
	clocks,
	{config: config.replace('bind', 'timeout tunnel 1m\n bind').replace('\nbackend be\n', '\nbackend be\n timeout tunnel 2h\n')},
	[
		['haproxy timeout tunnel', 'binding'],
		['haproxy timeout client', 'not'],
		['haproxy timeout server', 'not'],
	],
	3_600_000,
);
test(
	'also where it is only told',
	clocks,
	{
		path: ['haproxy'],
		timers: [
			{hop: 'haproxy', name: 'timeout client', ms: 30_000},
			{hop: 'haproxy', name: 'timeout tunnel', ms: 3_600_000},
			{hop: 'haproxy', name: 'timeout http-request', ms: 1000},
		],
	},
	[
		['haproxy timeout client', 'not'],
		['haproxy timeout tunnel', 'binding'],
	],
	1_800_000,
);
test('a vendor default that silence has outlived is not at work', clocks, {path: ['aws-alb'], idle: {outcome: 'survived', ms: 75_000}}, [
	['aws-alb idle timeout', 'not'],
]);
test(
	'a cut that no known clock explains is a clock, too: the heartbeat has to stay below it',
	clocks,
	{config, idle: {outcome: 'closed', afterMs: [8000, 9000]}},
	[
		['haproxy timeout client', 'binding'],
		['haproxy timeout server', 'applies'],
	],
	4000,
);
test(
	'an age that ends the busy connection says nothing about heartbeats',
	clocks,
	{config, idle: {outcome: 'closed', afterMs: 8000}, busy: {outcome: 'closed', afterMs: 8000}},
	[
		['haproxy timeout client', 'binding'],
		['haproxy timeout server', 'applies'],
	],
	15_000,
);
test(
	'nor does an end at once',
	clocks,
	{config, idle: {outcome: 'closed', afterMs: 3}},
	[
		['haproxy timeout client', 'binding'],
		['haproxy timeout server', 'applies'],
	],
	15_000,
);

test('a vendor lifetime that a busy connection has outlived is not at work', t => {
	const lifetimes = (answers: Answers) =>
		assess({path: ['gcp-lb'], ...answers})
			.timers.filter(({kind, applies}) => kind === 'lifetime' && applies)
			.map(({ms}) => ms);
	t.deepEqual(lifetimes({}), [30_000]);
	t.deepEqual(lifetimes({busy: {outcome: 'survived', ms: 31_000}}), []);
	t.deepEqual(lifetimes({idle: {outcome: 'survived', ms: 31_000}}), []);
});

test('a first clock that is longer than the cut that was seen is said to be', t => {
	const late = (afterMs: number | readonly [number, number]) =>
		assess({config, idle: {outcome: 'closed', afterMs}}).timers.find(({binding}) => binding)?.afterCut;
	t.deepEqual([late(20_000), late([19_000, 21_000]), late(30_000), late([29_500, 30_500]), late(45_000)], [true, true, undefined, undefined, undefined]);
});
