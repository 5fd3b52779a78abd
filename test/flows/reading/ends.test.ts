import test from 'ava';
import {agreesInEnding, bracketOf, type Closed, compareWith, endingOf} from '../../../flows/reading/ends.ts';
import {afterWords, cutWords, measured} from '../../../flows/reading/words.ts';
import type {Idle} from '../../../source/model.ts';

const closed = (afterMs?: Closed['afterMs'], more: Partial<Closed> = {}): Closed => ({outcome: 'closed', ...(afterMs !== undefined && {afterMs}), ...more});
const survived = (ms?: number): Idle => ({outcome: 'survived', ...(ms !== undefined && {ms})});

const compares = test.macro({
	exec: (t, other: Idle | undefined, cut: Closed, expected: string | undefined) => t.is(compareWith(other, cut), expected as never),
	title: (_, other: Idle | undefined, cut: Closed, expected: string | undefined) =>
		`${JSON.stringify(other) ?? 'nobody looked'} beside ${JSON.stringify(cut)}: ${expected ?? 'not known'}`,
});
test(compares, undefined, closed(3000), undefined);
test(compares, survived(3600), closed(3000), 'later');
test(compares, survived(3400), closed(3000), undefined);
test(compares, survived(), closed(3000), 'later');
test(compares, survived(10), closed(), 'later');
test(compares, closed(3400), closed(3000), 'same');
test(compares, closed(3600), closed(3000), 'later');
test(compares, closed(2400), closed(3000), 'earlier');
test(compares, closed(104_000), closed(100_000), 'same');
test(compares, closed([300_000, 360_000]), closed(350_000), 'same');
test(compares, closed([400_000, 460_000]), closed(350_000), 'later');
test(compares, closed(350_000), closed([300_000, 360_000]), 'same');
test(compares, closed(), closed(), 'same');
test(compares, closed(), closed(3000), undefined);
test(compares, closed(3000), closed(), undefined);

test('a code that travels only in a Close frame is one', t => {
	t.is(endingOf(closed(1, {closeCode: 1011})), 'close-frame');
	t.is(endingOf(closed(1, {closeCode: 1006})), undefined);
	t.is(endingOf(closed(1, {closeCode: 1005})), 'close-frame');
	t.is(endingOf(closed(1, {closeCode: 1011, ending: 'rst'})), 'close-frame', 'TCP ended after it');
	t.is(endingOf(closed(1, {closeCode: 1006, ending: 'rst'})), 'rst');
	t.deepEqual(bracketOf(closed(5)), [5, 5]);
	t.is(bracketOf(closed()), undefined);
});

test('an ending and a code that deny each other tell of no manner', t => {
	t.is(endingOf(closed(1, {closeCode: 1006, ending: 'close-frame'})), undefined);
	t.is(endingOf(closed(1, {closeCode: 1001, ending: 'silent'})), undefined);
	t.is(endingOf(closed(1, {closeCode: 1006, ending: 'silent'})), 'silent');
});

test('1006 excludes a clock that speaks a Close frame, and no other', t => {
	t.is(agreesInEnding('close-frame', closed(1, {closeCode: 1006})), 'contradicted');
	t.is(agreesInEnding('close-frame', closed(1, {closeCode: 1001})), 'met');
	t.is(agreesInEnding('fin', closed(1, {closeCode: 1006})), 'unseen');
	t.is(agreesInEnding('close-frame', closed(1, {closeCode: 1006, ending: 'close-frame'})), 'unseen');
	t.is(agreesInEnding('close-frame', closed(1)), 'unseen');
});

test('an end in words', t => {
	t.is(cutWords(closed(3010, {ending: 'fin'})), 'after 3.01s of silence by FIN');
	t.is(cutWords(closed([300_000, 360_000], {ending: 'silent'})), 'after 5m to 6m of silence without FIN or RST');
	t.is(cutWords(closed(20_000, {closeCode: 1011})), 'after 20s of silence by a Close frame with code 1011');
	t.is(cutWords(closed(undefined, {closeCode: 1006})), 'after an unknown time');
	t.is(afterWords(closed(350)), 'after 0.35s of silence');
	t.deepEqual([measured(59_999), measured(60_001), measured(0)], ['60.00s', '1m', '0s']);
});
