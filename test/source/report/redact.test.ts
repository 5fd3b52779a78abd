import test from 'ava';
import {flowOf, namesIn} from '../../../flows/index.ts';
import {diagnose} from '../../../source/engine.ts';
import type {Evidence, Report} from '../../../source/model.ts';
import {hopOf} from '../../../source/products/index.ts';
import {redactAll} from '../../../source/report/redact.ts';
import {type Answers, evidenceOf, reportOf} from '../../helpers/assess.ts';
import incidents from '../../recordings/incidents.json' with {type: 'json'};
import {worlds} from './worlds.ts';
import {everyText} from './written.ts';

const isProduct = (name: string) => hopOf(name).layer !== 'unknown';
const redacted = (report: Report) => redactAll(report, isProduct);

const judged = (report: Report) => {
	const evidence = evidenceOf(report);
	const flow = flowOf(report.flow === 'check-up' ? undefined : report.flow, namesIn(evidence));
	const {verdict, findings, exitCode} = diagnose(flow, evidence);
	return {verdict: verdict?.code ?? null, findings: findings.map(({code, certainty, timer}) => ({code, certainty, timer})), exitCode};
};

const reports: ReadonlyArray<readonly [string, Report]> = [
	...worlds,
	...incidents.map(({id, answers}) => [id, reportOf(answers as unknown as Answers)] as const),
];

for (const [name, report] of reports) {
	test(`${name}: the redacted report gives the same findings`, t => {
		const {report: shared, map} = redacted(report);
		t.deepEqual(judged(shared), judged(report));
		t.deepEqual(redacted(shared).report.findings, redacted(redacted(shared).report).report.findings);
		t.is(shared.redaction, 'all');
		t.is(new Set(Object.values(map)).size, Object.keys(map).length, 'no two originals have one alias');
	});
}

const privately = [
	'acme',
	'blackmesa',
	'frankfurt',
	'umbrella',
	'initech',
	'weyland',
	'cyberdyne',
	'tyrell',
	'wonka',
	'stark',
	'203.0.113.77',
	'10.44.55.66',
	'2001:db8:44::66',
	'hooli',
	'massive',
	'dynamic',
	'aperture',
	'vandelay',
	'dunder',
	'soylent',
];

const config = `global
	node hooli-lb
	description the balancer of Acme Corp
defaults massive
	mode http
	timeout connect 2s
	timeout client 3s
	timeout server 6s # agreed with Wonka
	errorfile 503 /etc/haproxy/errors/weyland.http
frontend acme_front from massive
	bind 203.0.113.77:80
	bind [2001:db8:44::66]:80
	acl is_umbrella hdr(host) -i www.umbrella.example
	acl in_initech path_beg /initech/
	acl by_regex path_reg ^/(dunder|soylent)/[0-9]+
	use_backend cyberdyne if is_umbrella in_initech
	use_backend cyberdyne if by_regex
	default_backend tyrell-web
backend cyberdyne
	option httpchk GET /aperture HTTP/1.1\\r\\nHost:\\ vandelay.example
	server stark-1 10.44.55.66:8080 check
	server stark-2 frankfurt-db2:8080 check
backend tyrell-web
	server web 10.44.55.66:81
`;

const telling = reportOf({
	url: 'ws://www.umbrella.example/initech/socket?room=blackmesa',
	haproxy: '203.0.113.77:80',
	backend: '10.44.55.66:8080',
	'at:dynamic-edge': '203.0.113.77:80',
	path: ['cloudflare', 'acme-firewall', 'haproxy'],
	config,
	upgrade: {
		status: 101,
		headers: {location: 'https://login.umbrella.example/initech', via: '1.1 frankfurt-cache.acme.example'},
		bodyStart: '<a href="https://wonka.example/x">',
	},
	idle: {outcome: 'closed', afterMs: 3001, ending: 'fin', closeReason: 'bye from 10.44.55.66'},
	idleAtBackend: {outcome: 'survived', ms: 9000},
});

const more: readonly Evidence[] = [
	{
		step: 'reachAtHaproxy',
		at: '2026-11-20T12:30:00.000Z',
		source: 'probe',
		value: {
			outcome: 'connected',
			host: 'www.umbrella.example',
			port: 80,
			addresses: ['203.0.113.77'],
			command: 'nc -zv -w 5 www.umbrella.example 80',
			through: 'proxy.acme:3128',
		},
	},
	{
		step: 'upgradeAtHaproxy',
		at: '2026-11-20T12:30:00.000Z',
		source: 'probe',
		value: {
			status: 101,
			tls: {serverName: 'www.umbrella.example', names: ['*.umbrella.example'], issuer: 'Acme Root', verified: true},
			command: "printf 'GET /initech/socket HTTP/1.1\\r\\nHost: www.umbrella.example\\r\\n' | nc 203.0.113.77 80",
		},
	},
	{
		step: 'log',
		at: '2026-11-20T12:30:00.000Z',
		source: 'flag',
		value: [
			'Nov 20 12:30:00 hooli-lb haproxy[7]: 10.44.55.66:5 [20/Nov/2026:12:30:00.000] acme_front~ cyberdyne/stark-1 0/0/1/2/3001 101 9 - - cD-- 1/1/1/1/0 0/0 "GET /initech/socket HTTP/1.1"',
		],
	},
];
const whole: Report = {
	...telling,
	repeat: 'ws-doctor diagnose ws://www.umbrella.example/initech/socket --config /srv/acme/haproxy.cfg --answers umbrella/initech.json --log acme.log',
	evidence: [...telling.evidence, ...more],
};

test('nothing private is left in any format, and the map knows it all', async t => {
	t.is(whole.verdict?.code, 'idle/client-timeout');
	const {report, map} = redacted(whole);
	for (const [format, text] of await everyText(report)) {
		for (const word of privately)
			t.false(
				text.replaceAll('\\', '').toLowerCase().includes(word),
				`${format} has ${word}: ${text.split('\n').find(line => line.toLowerCase().includes(word))}`,
			);
	}
	t.is(map['www.umbrella.example'], report.target.url?.match(/host-[\w.-]+/)?.[0]);
	t.is(map['203.0.113.77'], 'ip-1');
	t.regex(map.cyberdyne ?? '', /^name-\d+$/);
	t.deepEqual(judged(report), judged(whole));
});

test('the same word becomes the same alias everywhere, ports and loopback stay', t => {
	const {report, map} = redacted({
		...whole,
		evidence: [...whole.evidence, {step: 'reach', at: '', source: 'probe', value: {host: '127.0.0.1', detail: '127.0.0.1:80, [::1]:81, localhost'}}],
	});
	const value = (step: string) => report.evidence.find(item => item.step === step)?.value;
	t.is(value('haproxy'), `${map['203.0.113.77']}:80`);
	t.deepEqual(value('reach'), {host: '127.0.0.1', detail: '127.0.0.1:80, [::1]:81, localhost'});
	const {files} = value('config') as {files: ReadonlyArray<{text: string}>};
	t.true(files[0]?.text.includes(`server ${map['stark-1']} ${map['10.44.55.66']}:8080 check`), files[0]?.text);
	t.true(files[0]?.text.includes(`bind ${map['203.0.113.77']}:80`));
	t.true(files[0]?.text.includes('timeout server 6s\n'), 'comments go');
	t.true(report.findings[0]?.fixes[0]?.title.includes(String(map.cyberdyne)), report.findings[0]?.fixes[0]?.title);
});

test('our own words, codes, steps and products stay', t => {
	const {report} = redacted(whole);
	t.deepEqual(
		report.findings.map(({code, severity, certainty}) => [code, severity, certainty]),
		whole.findings.map(({code, severity, certainty}) => [code, severity, certainty]),
	);
	t.deepEqual(
		report.evidence.map(({step}) => step.replace(/:.*/, '')),
		whole.evidence.map(({step}) => step.replace(/:.*/, '')),
	);
	t.deepEqual(
		report.timers.map(({name, ms}) => [name, ms]),
		whole.timers.map(({name, ms}) => [name, ms]),
	);
	t.regex(JSON.stringify(report.evidence.find(({step}) => step === 'path')?.value), /"cloudflare","name-\d+","haproxy"/);
	t.is(report.session, whole.session);
});

test('a server that is called like a word of ours takes no word from a sentence', t => {
	const named = reportOf({
		url: 'ws://192.0.2.1/ws',
		config:
			'defaults\n\tmode http\n\ttimeout client 3s\n\ttimeout server 6s\nfrontend client\n\tbind :80\n\tdefault_backend timeout\nbackend timeout\n\tserver 1 192.0.2.9:80\n\tserver 3s 192.0.2.9:80\n',
		upgrade: {status: 101},
		idle: {outcome: 'closed', afterMs: 3000, ending: 'fin'},
		path: ['haproxy'],
	});
	const {report} = redacted(named);
	t.regex(report.verdict?.summary ?? '', /"timeout client 3s" \(haproxy\.cfg:3\)/);
	t.deepEqual(judged(report), judged(named));
	t.false(JSON.stringify(report).includes('backend timeout'));
});

test('a large configuration is redacted in time', t => {
	const servers = Array.from({length: 3000}, (_, index) => `\tserver host-of-acme-${index} 10.1.${index >> 8}.${index & 255}:80 check`).join('\n');
	const config: Evidence = {step: 'config', at: '', source: 'flag', value: {files: [{name: 'haproxy.cfg', text: `backend b\n${servers}\n`}]}};
	const start = performance.now();
	const {report} = redacted({...whole, evidence: [...whole.evidence.filter(({step}) => step !== 'config'), config]});
	t.log(`${Math.round(performance.now() - start)} ms`);
	t.false(JSON.stringify(report).includes('of-acme'));
});
