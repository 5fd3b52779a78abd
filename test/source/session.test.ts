import test from 'ava';
import {probe} from '../../source/define.ts';
import type {Probe} from '../../source/model.ts';
import {createSession, type SessionOptions} from '../../source/session.ts';
import {type AnyStep, asked, fact, flowOfSteps, item, noInstruments, says, told} from '../helpers/steps.ts';

const soon = () => new Promise<void>(resolve => setImmediate(resolve));
const open = (steps: ReadonlyArray<AnyStep>, more: Partial<SessionOptions> = {}, rules = [says('r/p', [told('p')], [item('met')])]) =>
	createSession({flow: flowOfSteps(steps, {rules}), instruments: noInstruments, now: () => new Date(1000), ...more});

const number = (text: string) => {
	if (!/^\d+$/.test(text)) throw new Error('expected a number');
	return text;
};

test('a question waits at once, and an answer brings the next', async t => {
	const session = open([asked('a', {parse: number}), asked('b')]);
	t.is(session.getSnapshot().question?.id, 'a');
	await session.answer('1');
	await soon();
	t.like(session.getSnapshot(), {finished: false, evidence: [{step: 'a', value: '1', source: 'user'}]});
	t.is(session.getSnapshot().question?.id, 'b');
	await session.answer('x');
	await session.ended;
	t.like(session.getSnapshot(), {finished: true, question: undefined});
	t.is(session.getSnapshot().evidence.length, 2);
});

test('what cannot be read is a complaint, until an answer can', async t => {
	const session = open([asked('a', {parse: number})]);
	await session.answer('one');
	t.is(session.getSnapshot().complaint, 'expected a number');
	await session.answer('1');
	await session.ended;
	t.like(session.getSnapshot(), {complaint: undefined, evidence: [{value: '1'}]});
});

test('what does not stand a look outside is a complaint, too', async t => {
	const session = open([
		asked('a', {check: async value => (value === 'there' ? undefined : `${value} is not there`)}),
		asked('b', {check: () => Promise.reject(new Error('broken'))}),
	]);
	await session.answer('x');
	t.is(session.getSnapshot().complaint, 'x is not there');
	await session.answer('there');
	await soon();
	t.is(session.getSnapshot().question?.id, 'b');
	await session.answer('y');
	t.is(session.getSnapshot().complaint, 'broken');
	session.stop();
	await session.ended;
});

test('an answer that is still looked at does not answer a later question', async t => {
	let pass = (_: undefined) => {};
	const check = () => new Promise<undefined>(resolve => (pass = resolve));
	const session = open([asked('a', {check, optional: true}), asked('b', {optional: true}), asked('c')]);
	const late = session.answer('for a');
	session.skip();
	await soon();
	pass(undefined);
	await late;
	await soon();
	t.is(session.getSnapshot().question?.id, 'b');
	await Promise.all([session.answer('for b'), session.answer('Enter pressed twice')]);
	await soon();
	t.is(session.getSnapshot().question?.id, 'c');
	t.deepEqual(
		session.getSnapshot().evidence.map(({step, value}) => [step, value]),
		[
			['a', undefined],
			['b', 'for b'],
		],
	);
	session.stop();
	await session.ended;
});

test('not knowing is the fallback, or nothing, or no answer', async t => {
	const session = open([asked('a', {fallback: '7'}), asked('b', {optional: true}), asked('c', {hint: 'The URL.'})]);
	session.skip();
	await soon();
	session.skip();
	await soon();
	t.like(session.getSnapshot().evidence, {0: {step: 'a', value: '7', source: 'default'}, 1: {step: 'b', missing: 'not told: What is b?', source: 'user'}});
	session.skip();
	t.like(session.getSnapshot(), {complaint: 'Nothing goes on without this. The URL.'});
	t.is(session.getSnapshot().question?.id, 'c');
	session.stop();
	await session.ended;
});

test('Back asks the last question again; before the first answer it changes nothing', async t => {
	const session = open([asked('a'), asked('b')]);
	const first = session.getSnapshot();
	session.back();
	await soon();
	t.is(session.getSnapshot(), first);
	await session.answer('1');
	await soon();
	session.back();
	await soon();
	t.is(session.getSnapshot().question?.id, 'a');
	t.deepEqual(session.getSnapshot().evidence, []);
	session.stop();
	await session.ended;
});

type Give = (value: unknown) => void;
const manual = (needs: ReadonlyArray<AnyStep> = []) => {
	const runs: Array<{give: Give; notify: (what: string) => void; signal: AbortSignal}> = [];
	const step: Probe<unknown> = probe({
		...{id: 'p', title: 'P', needs, plan: () => 'a plan', cost: () => 5},
		run: (_hands, signal, notify) =>
			new Promise((give, fail) => {
				runs.push({give, notify: what => notify({ms: 1, what}), signal});
				signal.addEventListener('abort', () => fail(signal.reason));
			}),
	});
	return {step, runs};
};

test('a probe is a row with its plan, what it sees and what it found; Back takes it away', async t => {
	const q = asked('q');
	const {step, runs} = manual([q]);
	const session = open([q, step]);
	await session.answer('1');
	await soon();
	t.like(session.getSnapshot().probes, {0: {id: 'p', title: 'P', plan: 'a plan', cost: 5, startedAt: 1000, events: []}});
	for (let count = 0; count < 300; count++) runs[0]?.notify(`${count}`);
	await soon();
	t.deepEqual([session.getSnapshot().probes[0]?.events.length, session.getSnapshot().probes[0]?.events.at(-1)?.what], [200, '299']);
	session.back();
	await soon();
	t.deepEqual([session.getSnapshot().probes, runs[0]?.signal.aborted], [[], true]);
	await session.answer('2');
	await soon();
	runs[1]?.give('found');
	await session.ended;
	t.like(session.getSnapshot(), {probes: [{id: 'p', finishedAt: 1000, events: [], evidence: {value: 'found'}}], assessment: {verdict: {code: 'r/p'}}});
});

test('a finding is provisional from the moment a probe it uses has begun', async t => {
	const {step, runs} = manual();
	const session = open([step], {given: [fact('x', 1)]}, [says('r/x', [told('x')], [item('met')], {uses: [step]})]);
	await soon();
	t.true(session.getSnapshot().assessment.findings[0]?.provisional);
	runs[0]?.give(1);
	await session.ended;
	t.is(session.getSnapshot().assessment.findings[0]?.provisional, undefined);
});

for (const [way, missing] of [
	['conclude', 'ended before it could tell'],
	['stop', 'stopped'],
] as const) {
	test(`${way} ends the examination, the waiting question included`, async t => {
		const {step} = manual();
		const session = open([asked('q'), step]);
		await soon();
		session[way]();
		await session.ended;
		t.like(session.getSnapshot(), {finished: true, question: undefined});
		t.deepEqual(
			session.getSnapshot().evidence.map(item => item.missing),
			[missing, missing],
		);
		const last = session.getSnapshot();
		await session.answer('late');
		session.skip();
		session.back();
		await soon();
		t.is(session.getSnapshot(), last, 'and nothing changes it any more');
	});
}

test('a snapshot stays the same while nothing changes, and listeners hear of each change until they leave', async t => {
	const session = open([asked('a'), asked('b')]);
	let heard = 0;
	const leave = session.subscribe(() => heard++);
	const before = session.getSnapshot();
	t.is(session.getSnapshot(), before);
	t.is(heard, 0);
	await session.answer('1');
	await soon();
	t.not(session.getSnapshot(), before);
	t.true(heard > 0);
	const soFar = heard;
	leave();
	await session.answer('2');
	await session.ended;
	t.is(heard, soFar);
});

test('everything given needs no step', async t => {
	const session = open([asked('a')], {given: [fact('a', 1, {source: 'flag'})]});
	await session.ended;
	t.like(session.getSnapshot(), {finished: true, evidence: [{step: 'a'}], probes: []});
});

test('a rule that throws is our bug: the session ends, and says so to whoever waits for it', async t => {
	const broken = says('r/x', [told('x')], []);
	const {step} = manual();
	const explode = {
		...broken,
		needs: [asked('q')],
		find: () => {
			throw new Error('our bug');
		},
	};
	const session = open([asked('q'), step], {}, [explode]);
	await session.answer('1');
	await t.throwsAsync(session.ended, {message: 'our bug'});
	t.true(session.getSnapshot().finished);
});
