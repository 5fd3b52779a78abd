import test from 'ava';
import {toMarkdown} from '../../source/report/markdown.ts';
import {toText} from '../../source/report/text.ts';
import {type Answers, assess, reportOf} from '../helpers/assess.ts';

const config = (lines: string, backend = '') =>
	`defaults\n${lines}\nfrontend fe\n bind :80\n default_backend be\nbackend be\n${backend} server a 192.0.2.1:80\n`;
const sides = ' timeout client 30s\n timeout server 50s\n timeout connect 5s';
const cut = (ms: number) => ({outcome: 'closed', afterMs: ms, ending: 'fin'});
const alive = {outcome: 'survived', ms: 3_600_000};
const common = {symptom: 'drops', upgrade: {status: 101}};

const next = test.macro((t, answers: Answers, code: string, hop: string, name: string, at: number) => {
	const assessment = assess({...common, ...answers});
	t.is(assessment.verdict?.code, code);
	t.like(assessment.next, {at, timer: {hop, name, ms: at}});
});

test(
	'after the sides the tunnel timer that is proposed',
	next,
	{idle: cut(30_000), config: config(sides)},
	'idle/client-timeout',
	'haproxy',
	'timeout tunnel',
	3_600_000,
);
test(
	'two faults: the verdict names the first, the prediction the second',
	next,
	{idle: cut(30_000), config: config(sides), timers: [{hop: 'nginx', name: 'proxy_read_timeout', ms: 60_000}]},
	'idle/client-timeout',
	'nginx',
	'proxy_read_timeout',
	60_000,
);
test('the other way round', next, {idle: cut(10_000), idleAtHaproxy: alive, config: config(sides)}, 'idle/front-hop', 'haproxy', 'timeout client', 30_000);
test(
	'seconds taken for milliseconds',
	next,
	{idle: cut(3600), config: config(sides, ' timeout tunnel 3600\n')},
	'idle/tunnel-unit',
	'haproxy',
	'timeout tunnel',
	3_600_000,
);
test(
	'the suspect in front is raised, too',
	next,
	{idle: cut(60_000), path: ['aws-alb', 'haproxy'], config: config(' timeout client 5m\n timeout server 5m\n timeout connect 5s')},
	'idle/front-hop',
	'haproxy',
	'timeout client',
	300_000,
);

test('nothing comes next without a verdict, or without a clock', t => {
	t.is(assess({...common, idle: {outcome: 'survived', ms: 75_000}, config: config(sides)}).next, undefined);
	t.is(assess({...common, idle: cut(10_000), idleAtHaproxy: alive}).next, undefined);
	t.is(assess({symptom: 'refused', upgrade: {status: 404}, upgradeAtBackend: {status: 101}, config: config(sides)}).next, undefined);
});

const headers = {'cf-ray': '8e2b-LAX', 'Set-Cookie': ['AWSALB=secret; Path=/', 'id=1'], server: 'nginx'};

test('hops that the handshake shows are offered, and not assumed', t => {
	const {recognised, timers} = assess({...common, upgrade: {status: 101, headers}, path: ['nginx', 'haproxy']});
	t.deepEqual(recognised, [
		{product: 'cloudflare', because: 'cf-ray: 8e2b-LAX'},
		{product: 'aws-alb', because: 'set-cookie: AWSALB=…'},
	]);
	t.false(timers.some(({hop}) => hop === 'cloudflare' || hop === 'aws-alb'));
	t.is(assess({...common, upgrade: {status: 101}}).recognised, undefined);
});

test('both are said in every format', t => {
	const report = reportOf({...common, idle: cut(10_000), idleAtHaproxy: alive, config: config(sides), upgrade: {status: 101, headers}});
	const text = toText(report).replaceAll(/\s+/g, ' ');
	const said = [
		"Once that is mended, a silent connection is next cut by haproxy's timeout client after 30s (haproxy.cfg:2).",
		'nginx (server: nginx). If they stand there, name them with --path.',
	];
	for (const words of said) {
		t.true(text.includes(words), text);
		t.true(toMarkdown(report).includes(words));
	}

	t.true(text.includes('Recognised on the way, and not taken for granted: cloudflare (cf-ray: 8e2b-LAX), aws-alb (set-cookie: AWSALB=…)'));
	t.notRegex(text, /secret/);
});
