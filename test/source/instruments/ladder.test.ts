import test from 'ava';
import fc from 'fast-check';
import {createBoard} from '../../../source/instruments/board.ts';
import {pingInterval} from '../../../source/instruments/busy.ts';
import {bracket, reserves, rungs} from '../../../source/instruments/ladder.ts';
import {classifyWatch, cutAt, type WatchRecord} from '../../../source/instruments/outcome.ts';
import {classifySocketError} from '../../../source/instruments/wire.ts';
import {margin} from '../../../source/margin.ts';
import {connections} from '../../../source/rungs.ts';

test('rungs begin at 0, ascend, stay below the limit, and are at most sixty', t => {
	fc.assert(
		fc.property(fc.integer({min: 1, max: 4_000_000}), fc.array(fc.integer({min: 0, max: 8_000_000}), {maxLength: 200}), (limit, clocks) => {
			const placed = rungs(limit, clocks);
			t.is(placed[0], 0);
			t.true(placed.length <= 60 && placed.every(ms => ms < limit) && placed.every((ms, index) => index === 0 || ms > (placed[index - 1] as number)));
		}),
	);
});

const near = (limit: number, clocks: readonly number[], from: number, to: number) => rungs(limit, clocks).filter(ms => ms >= from && ms <= to);

test('a known clock has a rung just below and one just above it, and the rest is spread', t => {
	t.deepEqual(near(75_000, [30_000, 60_000, 3_600_000], 29_000, 31_000), [29_500, 30_500]);
	t.deepEqual(near(75_000, [60_000, 30_000, 60_000], 58_000, 62_000), [59_000, 61_000]);
	t.deepEqual(near(75_000, [1000], 850, 1150), [900, 1100]);
	t.deepEqual(near(60_500, [60_000], 58_000, 62_000), [59_000]);
	t.true(rungs(75_000, []).length === 8 && rungs(75_000, []).some(ms => ms > 50_000) && rungs(75_000, []).some(ms => ms > 0 && ms < 7000));
});

test('clocks that stand close are told apart by one rung between them', t => {
	t.deepEqual(near(75_000, [60_000, 60_800], 58_000, 62_000), [59_000, 60_400, 61_813]);
	t.deepEqual(near(75_000, [55_000, 60_000], 53_000, 62_000), [54_083, 55_917, 59_000, 61_000]);
});

test('with more clocks than rungs the shortest are told apart', t => {
	const clocks = Array.from({length: 100}, (_, index) => 1000 + 500 * index);
	const placed = rungs(75_000, clocks);
	t.true(placed.length > 40 && placed.length <= 60);
	t.true(placed.includes(900) && placed.includes(1100) && placed.includes(10_675));
});

test('a bracket needs a rung that lived, below one that died', t => {
	t.is(
		bracket([
			{ms: 0, pong: false},
			{ms: 5, pong: false},
		]),
		undefined,
	);
	t.is(
		bracket([
			{ms: 0, pong: true},
			{ms: 5, pong: false},
			{ms: 9, pong: true},
		]),
		undefined,
	);
	t.deepEqual(
		bracket([
			{ms: 9, pong: false},
			{ms: 5, pong: false},
			{ms: 0, pong: true},
			{ms: 3, pong: true},
		]),
		{alive: 3, dead: {ms: 5, pong: false}},
	);
});

const record: WatchRecord = {traffic: 'silent', rungs: [], elapsed: 6000.2, serverPings: 0, events: []};
const common = {events: [], serverPings: 0};
const end = {ending: 'fin', says: 'FIN', silence: 3000.04, age: 3500.06} as const;
const died = [
	{ms: 0.04, pong: true},
	{ms: 2000, pong: false, manner: 'silent'},
] as const;

const table: Record<string, {record: Partial<WatchRecord>; expected: object; cut: number | undefined}> = {
	FIN: {record: {end}, expected: {outcome: 'closed', afterMs: 3000, ending: 'fin', ageMs: 3500.1, rungs: [], ...common}, cut: 3500.1},
	'FIN, noticed a little late': {
		record: {end, lag: {byte: 20, end: 30}},
		expected: {outcome: 'closed', afterMs: 3000, ending: 'fin', ageMs: 3500.1, rungs: [], ...common},
		cut: 3500.1,
	},
	'FIN, and the 101 was noticed late': {
		record: {end, lag: {byte: 400, end: 30}},
		expected: {outcome: 'closed', afterMs: [2970, 3400], ending: 'fin', ageMs: 3500.1, rungs: [], ...common},
		cut: 3500.1,
	},
	'FIN though busy: the age counts': {
		record: {end, traffic: 'pings'},
		expected: {outcome: 'closed', afterMs: 3500.1, ending: 'fin', ageMs: 3500.1, ...common},
		cut: 3500.1,
	},
	'a Close frame': {
		record: {end: {...end, ending: 'close-frame', closeCode: 1001, closeReason: 'bye'}},
		expected: {outcome: 'closed', afterMs: 3000, ending: 'close-frame', closeCode: 1001, closeReason: 'bye', ageMs: 3500.1, rungs: [], ...common},
		cut: 3500.1,
	},
	'an end of unknown manner': {
		record: {end: {...end, ending: 'unknown'}},
		expected: {outcome: 'closed', afterMs: 3000, ageMs: 3500.1, rungs: [], ...common},
		cut: 3500.1,
	},
	silence: {
		record: {rungs: died},
		expected: {
			outcome: 'closed',
			afterMs: [0, 2000],
			ending: 'silent',
			rungs: [
				{ms: 0, pong: true},
				{ms: 2000, pong: false},
			],
			...common,
		},
		cut: 2000,
	},
	'silence though busy': {
		record: {rungs: died, traffic: 'pings'},
		expected: {outcome: 'closed', afterMs: [0, 2000], ending: 'silent', ageMs: 2000, ...common},
		cut: 2000,
	},
	survived: {
		record: {rungs: [{ms: 6000, pong: true}]},
		expected: {outcome: 'survived', ms: 6000, rungs: [{ms: 6000, pong: true}], pongs: true, ...common},
		cut: undefined,
	},
	'no pongs at all': {
		record: {rungs: [{ms: 0, pong: false, manner: 'silent'}]},
		expected: {outcome: 'survived', ms: 6000, rungs: [{ms: 0, pong: false}], pongs: false, ...common},
		cut: undefined,
	},
};

for (const [title, row] of Object.entries(table)) {
	test(`outcome: ${title}`, t => {
		const found = classifyWatch({...record, ...row.record});
		t.deepEqual(found as object, row.expected);
		t.is(cutAt(found), row.cut);
	});
}

test('the board: one tells the others, forgets its own earlier cut, and is empty when all have left', t => {
	const board = createBoard();
	let told = 0;
	const one = board.join('public silent', () => {});
	const other = board.join('backend silent', () => told++);
	t.is(other.until(), Number.POSITIVE_INFINITY);
	one.cut(3000);
	t.is(told, 1);
	t.is(other.until(), 4000);
	t.is(one.until(), Number.POSITIVE_INFINITY);
	other.cut(8000);
	one.leave();
	const again = board.join('public silent', () => {});
	t.is(again.until(), 10_000);
	t.is(other.until(), Number.POSITIVE_INFINITY);
	other.leave();
	again.leave();
	t.is(board.join('backend silent', () => {}).until(), Number.POSITIVE_INFINITY);
	t.is(margin(60_000), 15_000);
});

test('how often a busy connection pings, and how a socket ends', t => {
	t.deepEqual([1000, 8000, 75_000].map(pingInterval), [200, 400, 1000]);
	t.deepEqual(
		['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EPROTO'].map(code => classifySocketError(code).ending),
		['rst', 'rst', 'silent', 'unknown'],
	);
});

test('reserves are younger than the rungs by more than a ping may take, and all connections of a place are at most 61', t => {
	t.deepEqual(reserves(1000), []);
	t.deepEqual(reserves(75_000), [1853, 2647, 3782, 5402, 7717, 11_025, 15_750, 22_500]);
	fc.assert(
		fc.property(fc.integer({min: 1, max: 4_000_000}), fc.array(fc.integer({min: 0, max: 8_000_000}), {maxLength: 200}), (limit, clocks) => {
			t.true(connections(limit, clocks) <= 61);
			t.true(reserves(limit).every((ms, index, all) => ms > 1000 && ms < limit && ms > (all[index - 1] ?? 0)));
		}),
	);
});

test('what somebody ended leaves no bracket', t => {
	t.is(
		bracket([
			{ms: 5, pong: true},
			{ms: 9, pong: false, cut: 'fin'},
		]),
		undefined,
	);
});
