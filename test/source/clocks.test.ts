import test from 'ava';
import fc from 'fast-check';
import {agreesInManner, agreesInTime, predict, safeHeartbeat, tolerance} from '../../source/clocks.ts';
import type {Ending, Hop, Timer, TimerOrigin} from '../../source/model.ts';

const timer = (ms: number | null, more: Partial<Timer> = {}): Timer => ({
	hop: 'h',
	name: `t${ms}`,
	ms,
	kind: 'idle',
	origin: 'configured',
	applies: true,
	...more,
});
const hop = (...timers: Timer[]): Hop => ({product: 'h', layer: 'proxy', timers});

const idle = timer(30_000);
const short = timer(10_000);
const life = timer(60_000, {kind: 'lifetime'});
const path = [
	hop(idle, life),
	hop(short, timer(null), timer(1, {applies: false}), timer(2, {kind: 'handshake'}), timer(3, {kind: 'heartbeat'}), timer(4, {kind: 'drain'})),
];

const predicts = test.macro((t, pause: number | null, expected: ReadonlyArray<readonly [Timer, number]>) => {
	t.deepEqual(
		predict(path, {pause}).map(({timer, at}) => [timer, at] as const),
		expected,
	);
});
test('silence is ended by every idle clock and every lifetime that applies, the shortest first', predicts, null, [
	[short, 10_000],
	[idle, 30_000],
	[life, 60_000],
]);
test('a pause is ended by what is not longer', predicts, 10_000, [
	[short, 10_000],
	[life, 60_000],
]);
test('traffic is ended by age alone', predicts, 9_999, [[life, 60_000]]);

test('a safe heartbeat is half of the shortest idle clock, rounded down, whatever the lifetimes', t => {
	t.is(safeHeartbeat(path), 5000);
	t.is(safeHeartbeat([hop(life, timer(61_001))]), 30_000, 'a round value');
	t.is(safeHeartbeat([hop(life, timer(null))]), undefined);
	t.is(safeHeartbeat([]), undefined);
});

const tolerates = test.macro({
	exec: (t, observed: number, origin: TimerOrigin, expected: number) => t.is(tolerance(observed, {origin}), expected),
	title: (_, observed: number, origin: TimerOrigin, expected: number) => `${observed} ms seen may lie ${expected} ms from a ${origin} value`,
});
test(tolerates, 3004, 'configured', 250);
test(tolerates, 100_004, 'configured', 1000.04);
test(tolerates, 3000, 'configured', 500);
test(tolerates, 60_000, 'operator', 1200);
test(tolerates, 60_000, 'default', 6000);
test(tolerates, 60_001, 'default', 600.01);
test(tolerates, 50_000, 'default', 1000);
test(tolerates, 0, 'default', 250);

type Clock = Pick<Timer, 'ms' | 'origin' | 'upTo'>;
const clock = (ms: number | null, origin: TimerOrigin = 'configured', upTo?: number): Clock => ({ms, origin, ...(upTo !== undefined && {upTo})});
const words = ({ms, upTo, origin}: Clock) => `${origin} ${ms ?? 'unlimited'}${upTo ? ` to ${upTo}` : ''}`;
const agrees = test.macro({
	exec: (t, timer: Clock, observed: number | readonly [number, number] | undefined, expected: string) => t.is(agreesInTime(timer, observed), expected as never),
	title: (_, timer: Clock, observed: number | readonly [number, number] | undefined, expected: string) =>
		`${words(timer)} against ${observed ?? 'nothing'}: ${expected}`,
});
test(agrees, clock(3000), undefined, 'unseen');
test(agrees, clock(null), undefined, 'unseen');
test(agrees, clock(null), 3000, 'contradicted');
test(agrees, clock(3000), 3007, 'met');
test(agrees, clock(3000), 3251, 'contradicted');
test(agrees, clock(3000), 2749, 'contradicted');
test(agrees, clock(2500), 3000, 'met');
test(agrees, clock(2499), 3000, 'contradicted');
test(agrees, clock(55_000), 60_000, 'contradicted');
test(agrees, clock(55_000, 'default'), 60_000, 'met');
test(agrees, clock(55_000, 'default'), 60_007, 'contradicted');
test(agrees, clock(53_999, 'default'), 60_000, 'contradicted');
test(agrees, clock(350_000), [300_000, 360_000], 'met');
test(agrees, clock(350_000), [351_000, 360_000], 'met');
test(agrees, clock(350_000), [360_100, 400_100], 'contradicted');
test(agrees, clock(350_000), [300_100, 340_100], 'contradicted');
test(agrees, clock(20_000, 'default', 40_000), 30_001, 'met');
test(agrees, clock(20_000, 'default', 40_000), 19_001, 'contradicted');
test(agrees, clock(20_000, 'default', 40_000), 41_001, 'contradicted');
test(agrees, clock(20_000, 'default', 40_000), [39_001, 90_001], 'met');
test(agrees, clock(0), 0, 'met');

test('a clock agrees with its own moment, at every scale', t => {
	const origin = fc.constantFrom<TimerOrigin>('configured', 'measured', 'default', 'operator');
	fc.assert(
		fc.property(
			fc.integer({min: 1, max: 86_400_000}),
			fc.double({min: 0.01, max: 24, noNaN: true}),
			origin,
			(ms, factor, origin) => agreesInTime({ms: ms * factor, origin}, ms * factor) === 'met',
		),
	);
	t.pass();
});

test('a bracket agrees with every clock inside it, and a wider one with no fewer', t => {
	const moment = fc.integer({min: 1, max: 86_400_000});
	fc.assert(
		fc.property(moment, moment, moment, (a, b, c) => {
			const [from, ms, to] = [a, b, c].sort((one, other) => one - other) as [number, number, number];
			return agreesInTime({ms, origin: 'configured'}, [from, to]) === 'met';
		}),
	);
	t.pass();
});

const manners = test.macro((t, known: Ending | undefined, seen: Ending | undefined, expected: string) => t.is(agreesInManner(known, seen), expected as never));
test('the same manner is met', manners, 'fin', 'fin', 'met');
test('another manner contradicts', manners, 'fin', 'rst', 'contradicted');
test('a manner that was not seen is unseen', manners, 'fin', undefined, 'unseen');
test('a manner that nobody has shown is unseen', manners, undefined, 'rst', 'unseen');
