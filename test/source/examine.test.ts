import process from 'node:process';
import test from 'ava';
import {probe} from '../../source/define.ts';
import {type Answer, type Examination, examine, type Happening} from '../../source/examine.ts';
import type {Evidence, Notify, Probe} from '../../source/model.ts';
import {type AnyStep, asked, fact, flowOfSteps, noInstruments} from '../helpers/steps.ts';

const unhandled: unknown[] = [];
process.on('unhandledRejection', error => unhandled.push(error));
test.after('nothing was rejected unheard', t => t.deepEqual(unhandled, []));

type Run = {
	readonly signal: AbortSignal;
	readonly notify: Notify;
	readonly known: readonly unknown[];
	readonly give: (value: unknown) => void;
	readonly fail: (error: unknown) => void;
};

/** A probe whose runs the test ends itself; it heeds no signal. */
const manual = (id: string, more: {needs?: AnyStep[]; uses?: AnyStep[]; lane?: string; plan?: () => string} = {}) => {
	const runs: Run[] = [];
	const step: Probe<unknown> = probe({
		...{id, title: id, plan: () => id, cost: () => 1},
		...more,
		run: (_instruments, signal, notify, ...known) => new Promise<unknown>((give, fail) => void runs.push({signal, notify, known, give, fail})),
	});
	return {step, runs};
};

/** An examination that the test answers and listens to. */
const start = (steps: ReadonlyArray<AnyStep>, more: Partial<Examination> = {}) => {
	const control = new AbortController();
	const heard: Happening[] = [];
	const questions: Array<{id: string; signal: AbortSignal; answer: (answer: Answer) => void; fail: (error: unknown) => void}> = [];
	let back = () => {};
	const ask: Examination['ask'] = (question, _look, signal) => new Promise((answer, fail) => void questions.push({id: question.id, signal, answer, fail}));
	const happenings = examine({
		flow: flowOfSteps(steps),
		instruments: noInstruments,
		ask,
		signal: control.signal,
		onBack: listener => (back = listener),
		...more,
	});
	const listen = async (): Promise<readonly Evidence[]> => {
		for (;;) {
			const {done, value} = await happenings.next();
			if (done) return value;
			heard.push(value);
		}
	};

	return {
		control,
		heard,
		questions,
		happenings,
		back: () => back(),
		ended: listen(),
		evidence: () => heard.findLast(each => each.type === 'evidence')?.evidence ?? [],
		pending: () => heard.findLast(each => each.type === 'evidence')?.pending,
	};
};

const soon = () => new Promise<void>(resolve => setImmediate(resolve));
const user = (value: unknown): Answer => ({value, source: 'user'});
const known = (evidence: readonly Evidence[]) => Object.fromEntries(evidence.map(({step, value, missing}) => [step, missing ?? value]));

test('ready probes run side by side while a question waits', async t => {
	const [one, two, later] = [manual('one'), manual('two'), manual('later', {needs: [asked('q')]})];
	const {questions, ended, heard} = start([one.step, asked('q'), two.step, later.step]);
	await soon();
	t.deepEqual([one.runs.length, two.runs.length, later.runs.length, questions.length], [1, 1, 0, 1]);
	two.runs[0]?.give(2);
	questions[0]?.answer(user('yes'));
	await soon();
	t.deepEqual(later.runs[0]?.known, ['yes']);
	one.runs[0]?.give(1);
	later.runs[0]?.give(3);
	t.deepEqual(known(await ended), {two: 2, q: 'yes', one: 1, later: 3});
	t.deepEqual(
		heard.map(({type}) => type),
		['started', 'asking', 'started', 'evidence', 'evidence', 'started', 'evidence', 'evidence'],
	);
	t.deepEqual(
		heard.flatMap(each => (each.type === 'evidence' ? [each.pending] : [])),
		[['one'], ['one', 'later'], ['later'], []],
	);
});

test('one question at a time', async t => {
	const {questions, ended} = start([asked('a'), asked('b')]);
	await soon();
	t.deepEqual(
		questions.map(({id}) => id),
		['a'],
	);
	questions[0]?.answer(user(1));
	await soon();
	questions[1]?.answer(user(2));
	t.deepEqual(known(await ended), {a: 1, b: 2});
});

test('probes of one lane run one after another', async t => {
	const [one, two, free] = [manual('one', {lane: 'l'}), manual('two', {lane: 'l'}), manual('free')];
	const {ended} = start([one.step, two.step, free.step]);
	await soon();
	t.deepEqual([one.runs.length, two.runs.length, free.runs.length], [1, 0, 1]);
	one.runs[0]?.fail(new Error('broken'));
	await soon();
	t.is(two.runs.length, 1);
	two.runs[0]?.give(2);
	free.runs[0]?.give(3);
	t.deepEqual(known(await ended), {one: 'broken', two: 2, free: 3});
});

test('evidence remembers what it was made from, and what was given is not asked for', async t => {
	const q = asked('q');
	const used = manual('used', {needs: [q], uses: [asked('unknown')]});
	const {ended} = start([q, used.step], {given: [fact('q', 'flag', {source: 'flag'})], now: () => new Date(0)});
	await soon();
	used.runs[0]?.give(1);
	t.deepEqual((await ended)[1], {step: 'used', at: '1970-01-01T00:00:00.000Z', from: ['q'], value: 1, source: 'probe'});
});

test('without probing only questions are asked', async t => {
	const one = manual('one');
	const {ended, questions} = start([one.step, asked('q')], {probing: false});
	await soon();
	questions[0]?.answer(user(1));
	t.deepEqual(known(await ended), {q: 1});
});

test('an exception in a probe, also in its plan, is missing evidence, and the examination goes on', async t => {
	const [bad, next] = [manual('bad'), manual('next')];
	const planless = manual('planless', {
		plan: () => {
			throw new Error('no plan');
		},
	});
	const {ended, evidence} = start([bad.step, planless.step, next.step]);
	await soon();
	bad.runs[0]?.fail('just text');
	next.runs[0]?.give(1);
	t.deepEqual(known(await ended), {planless: 'no plan', bad: 'just text', next: 1});
	t.true(evidence().every(({source}) => source === 'probe'));
});

for (const [title, ask] of [
	['rejects', () => Promise.reject(new Error('nobody there'))],
	[
		'throws',
		() => {
			throw new Error('nobody there');
		},
	],
] as const) {
	test(`a question whose ask() ${title} is missing, and none of the probes has failed`, async t => {
		const {ended} = start([asked('q')], {ask});
		t.like((await ended)[0], {step: 'q', missing: 'nobody there', source: 'default'});
	});
}

test('Back drops the last answer with all that followed, aborts those probes and drops what they still say', async t => {
	const [first, second] = [asked('first'), asked('second')];
	const [free, made] = [manual('free', {needs: [first]}), manual('made', {needs: [second]})];
	const after = manual('after', {needs: [made.step]});
	const {questions, ended, back, evidence, heard} = start([first, second, free.step, made.step, after.step, asked('third')]);
	await soon();
	questions[0]?.answer(user(1));
	await soon();
	questions[1]?.answer(user('wrong'));
	await soon();
	free.runs[0]?.give('free');
	await soon();
	t.deepEqual(
		questions.map(({id}) => id),
		['first', 'second', 'third'],
	);
	back();
	await soon();
	t.deepEqual(known(evidence()), {first: 1, free: 'free'});
	t.true(made.runs[0]?.signal.aborted);
	t.true(questions[2]?.signal.aborted);
	t.is(questions[3]?.id, 'second');
	made.runs[0]?.notify({ms: 1, what: 'late'});
	made.runs[0]?.give('late');
	questions[2]?.answer(user('late'));
	questions[3]?.answer(user('right'));
	await soon();
	t.deepEqual(made.runs[1]?.known, ['right']);
	made.runs[1]?.notify({ms: 2, what: 'new'});
	made.runs[1]?.give('new');
	questions[4]?.answer(user(3));
	await soon();
	after.runs[0]?.give('after');
	t.deepEqual(known(await ended), {first: 1, free: 'free', second: 'right', made: 'new', third: 3, after: 'after'});
	t.deepEqual(
		heard.flatMap(each => (each.type === 'seen' ? [each.event.what] : [])),
		['new'],
	);
	t.is(free.runs.length, 1);
});

test('Back works while only probes run, over several answers, and does nothing where there is none', async t => {
	const [a, b] = [asked('a', {fallback: 'x'}), asked('b', {})];
	const long = manual('long', {needs: [a, b]});
	const {questions, back, ended, evidence} = start([a, b, long.step]);
	await soon();
	back();
	await soon();
	t.deepEqual([questions.length, questions[0]?.signal.aborted], [1, false]);
	questions[0]?.answer({value: 'x', source: 'default'});
	await soon();
	questions[1]?.answer(user(1));
	await soon();
	back();
	back();
	await soon();
	t.deepEqual([evidence(), long.runs[0]?.signal.aborted, questions.at(-1)?.id], [[], true, 'a']);
	questions.at(-1)?.answer(user(1));
	await soon();
	questions.at(-1)?.answer(user(2));
	await soon();
	long.runs[1]?.give('done');
	t.deepEqual(known(await ended), {a: 1, b: 2, long: 'done'});
});

test('calling it off ends everything at once, even probes that heed no signal', async t => {
	const one = manual('one');
	const {control, questions, ended} = start([one.step, asked('q'), manual('later', {needs: [one.step]}).step]);
	await soon();
	control.abort(new Error('stopped'));
	t.deepEqual(known(await ended), {one: 'stopped', q: 'stopped'});
	t.true(one.runs[0]?.signal.aborted);
	t.true(questions[0]?.signal.aborted);
	one.runs[0]?.fail(new Error('late'));
	questions[0]?.fail(new Error('late'));
	await soon();
});

test('concluding passes the reason on, waits for what probes hand over, and begins nothing new', async t => {
	const [one, deaf] = [manual('one'), manual('deaf')];
	const later = manual('later', {needs: [one.step]});
	const {control, questions, ended, evidence} = start([one.step, deaf.step, asked('q'), later.step]);
	await soon();
	control.abort('conclude');
	t.is(one.runs[0]?.signal.reason, 'conclude');
	questions[0]?.fail('conclude');
	one.runs[0]?.give('so far');
	await soon();
	t.deepEqual(known(evidence()), {one: 'so far', q: 'ended before it could tell'});
	deaf.runs[0]?.fail('conclude');
	t.like(known(await ended), {one: 'so far', deaf: 'ended before it could tell'});
	t.is(later.runs.length, 0);
});

test('an examination that is called off before it begins takes no step', async t => {
	const one = manual('one');
	const {ended} = start([one.step], {signal: AbortSignal.abort()});
	t.deepEqual([await ended, one.runs.length], [[], 0]);
});

test('whoever stops listening stops the probes', async t => {
	const one = manual('one');
	const q = asked('q');
	let asking: AbortSignal | undefined;
	for await (const happening of examine({
		flow: flowOfSteps([one.step, q]),
		instruments: noInstruments,
		ask: (_question, _look, signal) => {
			asking = signal;
			return new Promise(() => {});
		},
		signal: new AbortController().signal,
	})) {
		t.is(happening.type, 'started');
		break;
	}

	t.true(one.runs[0]?.signal.aborted);
	t.true(asking?.aborted);
	one.runs[0]?.fail(new Error('late'));
	await soon();
});
