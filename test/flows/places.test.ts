import test from 'ava';
import {flowOf, namesIn} from '../../flows/index.ts';
import {nextSteps} from '../../source/engine.ts';
import {type Answers, assess, evidenceOf} from '../helpers/assess.ts';
import {fact} from '../helpers/steps.ts';

const cut = (ms = 30_000) => ({outcome: 'closed', afterMs: ms, ending: 'fin'});
const alive = {outcome: 'survived', ms: 45_000};
const silent = {outcome: 'closed', afterMs: [28_000, 31_000], ending: 'silent'};
const common = {symptom: 'drops', url: 'ws://example.net/ws', upgrade: {status: 101}, idle: cut(), busy: alive};

const named = test.macro((t, answers: Answers, code: string | null, hop?: string) => {
	const {verdict, findings} = assess({...common, ...answers});
	t.is(verdict?.code ?? null, code);
	if (hop) t.is(findings[0]?.hop, hop);
});

test('what the next place outlives is cut before it', named, {'idleAt:edge': alive}, 'idle/front-hop', 'client→edge');
test('between a place that shares the cut and HAProxy', named, {'idleAt:edge': cut(), idleAtHaproxy: alive}, 'idle/front-hop', 'edge→haproxy');
test('between two places', named, {'idleAt:cdn': cut(), 'idleAt:edge': alive, idleAtHaproxy: alive, idleAtBackend: alive}, 'idle/front-hop', 'cdn→edge');
test('the outermost place comes first', named, {'idleAt:edge': alive, 'idleAt:cdn': cut(), idleAtHaproxy: alive}, 'idle/front-hop', 'client→edge');
test('lost in silence between two places', named, {idle: silent, 'idleAt:edge': silent, idleAtHaproxy: alive}, 'idle/silent-drop', 'edge→haproxy');
test('lost in silence before the first place', named, {idle: silent, 'idleAt:edge': alive}, 'idle/silent-drop', 'client→edge');
test(
	'behind HAProxy',
	named,
	{
		'idleAt:edge': cut(),
		idleAtHaproxy: cut(),
		idleAtBackend: alive,
		config: 'defaults\n timeout client 1h\n timeout server 1h\nfrontend f\n bind :80\n default_backend b\nbackend b\n server s 192.0.2.7:80\n',
	},
	'idle/inner-hop',
	'haproxy→backend',
);
test(
	'a lifetime between two places',
	named,
	{'idleAt:edge': cut(), idleAtHaproxy: alive, busy: {outcome: 'closed', afterMs: 30_000, ageMs: 30_000}},
	'life/maximum-lifetime',
	'edge→haproxy',
);
test('an end at once between two places', named, {idle: cut(20), 'idleAt:edge': cut(20), idleAtHaproxy: alive}, 'life/immediate-close', 'edge→haproxy');
test(
	'a place that outlives the cut clears HAProxy behind it',
	named,
	{'idleAt:edge': alive, timers: [{hop: 'haproxy', name: 'timeout client', ms: 30_000}]},
	'idle/front-hop',
	'client→edge',
);
test(
	'where a place stands among the hops is not known: no product is named',
	named,
	{'idleAt:edge': cut(), idleAtHaproxy: alive, path: ['cloudflare', 'haproxy']},
	'idle/front-hop',
	'edge→haproxy',
);
test(
	'HAProxy cuts what every place in front of it shares',
	named,
	{
		'idleAt:edge': cut(),
		idleAtHaproxy: cut(),
		idleAtBackend: alive,
		config: 'defaults\n timeout client 30s\n timeout server 1h\nfrontend f\n bind :80\n default_backend b\nbackend b\n server s 192.0.2.7:80\n',
	},
	'idle/client-timeout',
	'haproxy',
);

test('a named place is tried by steps of its own, in the order in which it was told', t => {
	const evidence = [fact('url', 'ws://example.net/ws'), fact('at:edge', '192.0.2.2:80'), fact('at:cdn', 'wss://192.0.2.1:443')];
	t.deepEqual(namesIn(evidence), ['edge', 'cdn']);
	const ids = (more: typeof evidence) =>
		nextSteps(flowOf('drops', namesIn(evidence)), [...evidence, ...more])
			.map(({id}) => id)
			.filter(id => id.includes(':'));
	t.deepEqual(ids([]), ['upgradeAt:edge', 'upgradeAt:cdn']);
	const open = ['upgrade', 'upgradeAt:edge', 'upgradeAt:cdn'].map(step => fact(step, {status: 101}));
	t.deepEqual(ids([...open, fact('idleLimit', 75_000)]), ['idleAt:edge', 'idleAt:cdn']);
});

test('an answer for a place that is none is refused', t => {
	t.throws(() => evidenceOf({'at:edge': 'nowhere at all'}));
	t.throws(() => evidenceOf({'idleAt:edge': {outcome: 'perhaps'}}));
});

const allSilent = {idle: silent, busy: {outcome: 'closed', afterMs: [28_000, 31_000], ageMs: 31_000, ending: 'silent'}};
test('silent at an age, and not further in: a lifetime, but likely only', t => {
	const {verdict} = assess({...common, ...allSilent, idleAtHaproxy: alive});
	t.like(verdict, {code: 'life/maximum-lifetime', certainty: 'likely'});
});
test('silent everywhere at once: the network was lost, which is nobody’s age', named, {...allSilent, idleAtHaproxy: silent, idleAtBackend: silent}, null);
