import test, {type ExecutionContext} from 'ava';
import {everything} from '../../../flows/index.ts';
import {diagnose} from '../../../source/engine.ts';
import {examine} from '../../../source/examine.ts';
import type {Evidence, Idle, Instruments, Watch} from '../../../source/model.ts';
import {fact, noInstruments} from '../../helpers/steps.ts';

const cutAt = (ms: number): Idle => ({outcome: 'closed', afterMs: ms, ageMs: ms, ending: 'fin'});

const given = (first: Idle, count: number | undefined): readonly Evidence[] => [
	fact('url', 'ws://192.0.2.1/ws', {source: 'flag'}),
	fact('upgrade', {status: 101}),
	fact('reach', {outcome: 'connected', host: '192.0.2.1', port: 80}),
	fact('idleLimit', 75_000, {source: 'flag'}),
	...(count === undefined ? [] : [fact('trialCount', count, {source: 'flag'})]),
	fact('idle', first),
	fact('busy', {outcome: 'survived', ms: 9000}),
];

/** Repeats the silence test with these ends, and tells what was watched, and what comes of it. */
const repeat = async (first: Idle, count: number | undefined, ends: ReadonlyArray<Idle | Error>) => {
	const watches: Watch[] = [];
	const instruments: Instruments = {
		...noInstruments,
		watch: async watch => {
			const end = ends[watches.push(watch) - 1];
			if (end instanceof Error || end === undefined) throw end ?? new Error('one trial too many');
			return end;
		},
	};
	const ask = async () => ({missing: 'nobody asked', source: 'default'}) as const;
	let evidence = given(first, count);
	const signal = new AbortController().signal;
	for await (const happening of examine({flow: everything, instruments, ask, given: evidence, signal})) {
		if (happening.type === 'evidence') evidence = happening.evidence;
	}

	return {watches, ages: evidence.find(({step}) => step === 'trials')?.value, ...diagnose(everything, evidence)};
};

const codes = (findings: ReadonlyArray<{code: string}>) => findings.map(({code}) => code);

test('a timer repeats itself', async t => {
	const {watches, ages, findings} = await repeat(cutAt(3000), 3, [cutAt(3004), cutAt(2999)]);
	t.deepEqual(ages, [3000, 3004, 2999]);
	t.deepEqual(
		watches.map(({alone, delay, limit, traffic, clocks}) => ({alone, delay, limit, traffic, clocks})),
		[0, 250].map(delay => ({alone: true, delay, limit: 5000, traffic: 'silent', clocks: []})),
	);
	t.false(codes(findings).includes('life/unstable'));
});

test('a scatter is no timer', async t => {
	const {verdict} = await repeat(cutAt(3000), 4, [cutAt(7000), cutAt(900), cutAt(5000)]);
	t.is(verdict?.code, 'life/unstable');
});

test('a trial that outlives the first end by far is a scatter, too', async t => {
	const alive: Idle = {outcome: 'survived', ms: 5000};
	const {ages, verdict} = await repeat(cutAt(3000), 3, [alive, alive]);
	t.deepEqual(ages, [3000, 5000, 5000]);
	t.is(verdict?.code, 'life/unstable');
});

test('a trial that did not open, or was called off before its time, is none', async t => {
	const {ages, verdict} = await repeat(cutAt(3000), 3, [new Error('the handshake failed: status 429'), {outcome: 'survived', ms: 2000}]);
	t.deepEqual(ages, [3000]);
	t.not(verdict?.code, 'life/unstable');
});

const notRepeated = async (t: ExecutionContext, first: Idle, count: number | undefined) => {
	const {watches, ages} = await repeat(first, count, []);
	t.deepEqual([watches.length, ages], [0, undefined]);
};

test('nothing is repeated unless it was asked for', t => notRepeated(t, cutAt(3000), undefined));
test('once is no repetition', t => notRepeated(t, cutAt(3000), 1));
test('what survived is not repeated', t => notRepeated(t, {outcome: 'survived', ms: 75_000}, 5));
test('silence is not seen by one connection alone', t => notRepeated(t, {outcome: 'closed', afterMs: [2000, 3000], ending: 'silent'}, 5));
