import test from 'ava';
import {flowOf} from '../../../flows/index.ts';
import {diagnose, handed, nextSteps, valueFor} from '../../../source/engine.ts';
import type {Probe, Watch} from '../../../source/model.ts';
import {fact, noInstruments} from '../../helpers/steps.ts';

const cut = {outcome: 'closed', afterMs: 30_000, ending: 'fin'};
const begun = (over: object, idle: object) => [
	...[fact('symptom', 'drops'), fact('url', 'wss://192.0.2.1/ws'), fact('upgrade', {status: 101}), fact('upgradeOverHttp2', over)],
	...[fact('idleLimit', 75_000), fact('idle', idle)],
];
const isTaken = (over: object, idle: object) => nextSteps(flowOf('drops'), begun(over, idle)).some(({id}) => id === 'idleOverHttp2');

test('silence over HTTP/2 is watched only where it is served and a drop was seen', t => {
	t.true(isTaken({status: 200}, cut));
	t.false(isTaken({status: 502}, cut));
	t.false(isTaken({outcome: 'closed', http2: {chosen: false}}, cut));
	t.false(isTaken({status: 200}, {outcome: 'survived', ms: 75_000}));
	t.false(nextSteps(flowOf('refused'), begun({status: 200}, cut)).some(({id}) => id === 'idleOverHttp2'));
});

test('it waits as long as the drop took, and a margin, on one connection', async t => {
	const evidence = begun({status: 200}, cut);
	const probe = flowOf('drops').steps.find(({id}) => id === 'idleOverHttp2') as Probe<unknown>;
	let watched: Watch | undefined;
	const watch = async (given: Watch) => {
		watched = given;
		return cut;
	};
	await probe.run({...noInstruments, watch} as never, new AbortController().signal, () => {}, ...handed(probe, step => valueFor(evidence, step)));
	t.like(watched, {alone: true, traffic: 'silent', target: {url: 'wss://192.0.2.1/ws', variant: {http2: 'alpn'}}});
	t.true((watched?.limit ?? 0) > 30_000 && (watched?.limit ?? 0) < 45_000);
});

test('a finding says whether HTTP/2 makes a difference', t => {
	const path = fact('path', ['haproxy']);
	const config = fact('config', {
		files: [
			{
				name: 'h.cfg',
				text: 'defaults\n mode http\n timeout client 30s\n timeout server 60s\nfrontend f\n bind :443 ssl\n default_backend b\nbackend b\n server s 192.0.2.7:80\n',
			},
		],
	});
	const why = (seen: object) => diagnose(flowOf('drops'), [...begun({status: 200}, cut), path, config, fact('idleOverHttp2', seen)]).findings[0]?.why ?? '';
	t.regex(why(cut), /Over HTTP\/2 a silent connection ends at the same moment/);
	t.regex(why({outcome: 'survived', ms: 45_000}), /Over HTTP\/2 a silent connection lives longer/);
});
