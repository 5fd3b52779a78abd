import test from 'ava';
import {compare, type Outcome} from '../../source/compare.ts';
import type {Report} from '../../source/model.ts';
import {toComparisonText} from '../../source/report/comparison.ts';
import {type Answers, reportOf} from '../helpers/assess.ts';

const configured = (...timeouts: readonly string[]) =>
	[
		'defaults',
		'  mode http',
		...timeouts.map(each => `  timeout ${each}`),
		'frontend fe',
		'  bind :80',
		'  default_backend be',
		'backend be',
		'  server s1 192.0.2.1:80',
		'',
	].join('\n');

const of = (answers: Answers): Report =>
	reportOf({
		symptom: 'drops',
		url: 'ws://chat.example.net/ws',
		path: ['haproxy'],
		reach: {outcome: 'connected', host: 'chat.example.net', port: 80},
		upgrade: {status: 101},
		...answers,
	});

const closed = (afterMs: number, more = {}) => ({outcome: 'closed', afterMs, ending: 'fin', ...more});
const open = (ms: number) => ({outcome: 'survived', ms});

const client30 = of({idle: closed(30_000), config: configured('client 30s', 'server 60s', 'connect 5s')});
const client30Again = of({idle: closed(30_012), config: configured('client 30s', 'server 60s', 'connect 5s')});
const client20 = of({idle: closed(20_000), config: configured('client 20s', 'server 60s', 'connect 5s')});
const client45 = of({idle: closed(45_000), config: configured('client 45s', 'server 60s', 'connect 5s')});
const server60 = of({idle: closed(60_000), config: configured('client 2m', 'server 60s', 'connect 5s')});
const mended = of({idle: open(75_000), config: configured('client 30s', 'server 60s', 'connect 5s', 'tunnel 1h')});
const tooSoon = of({idle: open(20_000), config: configured('client 30s', 'server 60s', 'connect 5s', 'tunnel 1h')});
const untried = of({config: configured('client 30s', 'server 60s', 'connect 5s', 'tunnel 1h')});
const refused = of({symptom: 'refused', upgrade: {status: 503}, config: configured('client 30s', 'server 60s', 'connect 5s')});
const unreached = of({symptom: 'refused', reach: {outcome: 'refused', host: 'chat.example.net', port: 80}, upgrade: {outcome: 'refused'}});
const nothing = of({upgrade: undefined, reach: undefined});
const stopped: Report = {...mended, interrupted: true};

const says = test.macro({
	exec: (t, before: Report, after: Report, outcome: Outcome, exitCode: number, sentence: RegExp) => {
		const comparison = compare(before, after);
		t.like(comparison, {outcome, exitCode});
		t.regex(comparison.says, sentence);
		t.regex(toComparisonText(comparison), new RegExp(`^${comparison.says.slice(0, 20)}`));
	},
	title: name => name ?? '',
});

test(
	'the tunnel timer is set, and silence lives',
	says,
	client30,
	mended,
	'fixed',
	0,
	/^Fixed: it was haproxy's timeout client \(30s\) at haproxy\.cfg:3, idle\/client-timeout, after 30s; now nothing fails, and a silent connection was still open after 1m 15s\.$/,
);
test(
	'now another clock cuts',
	says,
	client30,
	server60,
	'moved',
	1,
	/^Moved: .*; now it is haproxy's timeout server \(1m\) at haproxy\.cfg:4, idle\/server-timeout, after 1m\.$/,
);
test('the same clock cuts later', says, client30, client45, 'moved', 1, /^Moved: .*\(30s\).*\(45s\)/);
test('the same clock cuts at the same moment', says, client30, client30Again, 'unchanged', 1, /^Unchanged: it is still haproxy's timeout client/);
test('the same clock cuts sooner', says, client30, client20, 'worse', 1, /^Worse: /);
test('a healthy chain is cut', says, mended, client30, 'worse', 1, /^Worse: it was healthy; now it is haproxy's timeout client/);
test('the handshake, which succeeded, is refused', says, client30, refused, 'worse', 1, /^Worse: .*now it is upgrade\/no-server|a cause without a name/);
test('the handshake succeeds now, and silence is cut', says, refused, client30, 'moved', 1, /^Moved: /);
test('the port answers now, and the handshake is refused', says, unreached, refused, 'moved', 1, /^Moved: it was reach\/refused/);
test('nothing was wrong, and nothing is', says, mended, mended, 'unchanged', 0, /^Unchanged: nothing was wrong, and nothing is/);
test(
	'who does not wait until the cut has not shown that it is gone',
	says,
	client30,
	tooSoon,
	'unknown',
	3,
	/the first cut came after 30s, and the second examination waited 20s\.$/,
);
test('who does not look has not shown it either', says, client30, untried, 'unknown', 3, /did not look far enough for idle\/client-timeout\.$/);
test('nothing can be held against an examination that saw nothing', says, nothing, mended, 'unknown', 3, /saw too little/);
test('nor against one that was interrupted', says, client30, stopped, 'unknown', 3, /^Unknown: /);

test('before stands beside after, and only the clocks that changed are told', t => {
	const {rows} = compare(client30, mended);
	t.deepEqual(
		rows.map(({what, before, after}) => [what, before, after]),
		[
			['verdict', 'idle/client-timeout', 'none'],
			['handshake', '101', '101'],
			['silence', 'cut after 30s', 'open after 1m 15s'],
			['safe heartbeat', '15s', '30m'],
			['haproxy timeout client', '30s', '-'],
			['haproxy timeout server', '1m', '-'],
			['haproxy timeout tunnel', '-', '1h'],
		],
	);
});

test('a hostile name steers no terminal', t => {
	const hostile = {...mended, target: {url: 'ws://h/\u001B[2J'}, session: 'a\u001B]0;x\u0007'};
	t.notRegex(toComparisonText(compare(hostile, hostile)), /[\u001B\u0007]/);
	t.notRegex(toComparisonText(compare(client30, mended), {ascii: true}), /[^\n -~]/);
});
