import test from 'ava';
import {probe, question} from '../../source/define.ts';
import type {Evidence, Flow} from '../../source/model.ts';
import {plansAfter} from '../../source/plans.ts';
import {treeOf} from '../../source/tree.ts';

const url = question({id: 'url', title: 'Which URL?', hint: '', parse: String});
const haproxy = question({id: 'haproxy', flag: 'at', title: 'Where?', hint: '', needs: [url], optional: true, parse: String});
const told = question({id: 'log', title: 'Lines', hint: '', when: () => false, parse: String});
const upgrade = probe({id: 'upgrade', title: 'Handshake', needs: [url], plan: url => `one to ${url}`, cost: () => 1000, run: async () => 101});
const atHaproxy = probe({
	id: 'upgradeAtHaproxy',
	title: 'Handshake at HAProxy',
	needs: [haproxy],
	plan: at => `one to ${at}`,
	cost: () => 1000,
	run: async () => 101,
});
const file = probe({id: 'config', title: 'File', needs: [url], local: true, plan: () => 'reads', cost: () => 1, run: async () => 'text'});
const variant = (id: string) =>
	probe({
		id,
		title: id,
		needs: [upgrade],
		lane: 'handshake',
		notNeeded: 'the first answer does not call for it',
		when: status => status !== 101,
		plan: () => '',
		cost: () => 1000,
		run: async () => 101,
	});
const idle = probe({
	id: 'idle',
	title: 'Silence',
	needs: [upgrade],
	notNeeded: 'needs a 101',
	when: status => status === 101,
	plan: () => '',
	cost: () => 1,
	run: async () => 1,
});
const after = probe({id: 'trials', title: 'Again', needs: [idle], plan: () => '', cost: () => 1, run: async () => 1});

const flow: Flow = {
	...{id: 'drops', symptom: '', hint: '', rules: [], clocks: () => ({timers: []}), failed: () => false},
	steps: [url, haproxy, told, upgrade, atHaproxy, file, variant('a'), variant('b'), variant('c'), idle, after],
};

const known = (step: string, value: unknown): Evidence => ({step, at: '', source: 'probe', value});
const missing = (step: string): Evidence => ({step, at: '', source: 'user', missing: 'not told'});
const row = (evidence: readonly Evidence[], here: readonly string[] = []) =>
	Object.fromEntries(treeOf(flow, evidence, new Set(here)).map(({title, state, why}) => [title, why === undefined ? state : `${state}: ${why}`]));

test('at the first question all is to come; variants of a lane are one branch, and what is only ever told is none', t => {
	t.deepEqual(row([], ['url']), {
		url: 'here',
		at: 'to-come',
		Handshake: 'to-come',
		'Handshake at HAProxy': 'to-come',
		File: 'to-come',
		'handshake: 3 variants': 'to-come',
		Silence: 'to-come',
		Again: 'to-come',
	});
});

test('what is not needed says why, also where it only follows from something else', t => {
	t.like(row([known('url', 'ws://a'), missing('haproxy'), known('upgrade', 403)], ['a']), {
		url: 'done',
		at: 'done: not told',
		'Handshake at HAProxy': 'not-needed: not known: haproxy',
		a: 'here',
		'handshake: 2 variants': 'to-come',
		Silence: 'not-needed: needs a 101',
		Again: 'not-needed: needs a 101',
	});
	t.like(row([known('url', 'ws://a'), known('upgrade', 101)]), {
		'handshake: 3 variants': 'not-needed: the first answer does not call for it',
		Silence: 'to-come',
	});
});

test('what was told all the same is a branch', t => {
	t.is(row([known('log', 'x')]).log, 'done');
});

test('what an answer would open, before it is opened; files are no connections, and what could open anyway is not repeated', t => {
	t.deepEqual(
		plansAfter(flow, [], known('url', 'ws://a')).map(({id, plan}) => `${id}: ${plan}`),
		['upgrade: one to ws://a'],
	);
	t.deepEqual(
		plansAfter(flow, [known('url', 'ws://a')], known('haproxy', '10.0.0.5:80')).map(({id}) => id),
		['upgradeAtHaproxy'],
	);
});
