import test from 'ava';
import fc from 'fast-check';
import type {ReportTimer} from '../../../source/model.ts';
import {asciiBars, clockRows, cutCaption, unicodeBars} from '../../../source/report/bars.ts';
import {cutOf} from '../../../source/report/cut.ts';

const clock = (ms: number | null, more: Partial<ReportTimer> = {}): ReportTimer => ({
	hop: 'haproxy',
	name: 'timeout client',
	ms,
	kind: 'idle',
	origin: 'configured',
	applies: true,
	binding: false,
	...more,
});

const lengthOf = (bar: string) => bar.trimEnd().length;

test('the shortest of very different clocks has a bar that can be seen, and the longest fills the width', t => {
	const bars = clockRows([clock(60_000), clock(7_200_000), clock(3_600_000)], undefined, 40, asciiBars).map(({bar}) => lengthOf(bar));
	t.true((bars[0] ?? 0) >= 8);
	t.is(bars[1], 39);
	t.true((bars[2] ?? 0) > (bars[0] ?? 0) && (bars[2] ?? 0) < 39);
});

test('a clock that equals the cut ends at its line; a longer one is crossed by it', t => {
	const [equal, longer, shorter] = clockRows([clock(3000), clock(6000), clock(2000)], {ms: 3000, label: 'cut'}, 30, asciiBars);
	t.regex(equal?.bar ?? '', /^#+\| *$/);
	t.regex(longer?.bar ?? '', /^#+\|#+ *$/);
	t.regex(shorter?.bar ?? '', /^#+ +\| *$/);
	t.is(equal?.mark, longer?.mark);
});

test('unlimited, superseded, disputed: each has a sign of its own', t => {
	const [unlimited, superseded, range] = clockRows([clock(null), clock(30_000, {applies: false}), clock(60_000, {upTo: 350_000})], undefined, 20, unicodeBars);
	t.regex(unlimited?.bar ?? '', /^█{19}→$/);
	t.is(unlimited?.value, 'unlimited');
	t.regex(superseded?.bar ?? '', /^░+ *$/);
	t.regex(range?.bar ?? '', /^█+▒+ *$/);
});

test('the caption stands at the line, on the side where there is room', t => {
	t.is(cutCaption({ms: 1, label: 'cut'}, 4, 20, asciiBars), '    | cut');
	t.is(cutCaption({ms: 1, label: 'cut'}, 18, 20, asciiBars), '              cut |');
	t.is(cutCaption({ms: 1, label: 'a long one'}, 3, 10, asciiBars), '| a long one');
});

const milliseconds = fc.oneof(fc.constant(null), fc.integer({min: 0, max: 2 ** 31}), fc.double({min: 0, max: 1e12, noNaN: true}));

test('every bar has exactly the width that was asked for, whatever the clocks', t => {
	fc.assert(
		fc.property(
			fc.array(milliseconds, {maxLength: 8}),
			fc.option(fc.double({min: 0, max: 1e9, noNaN: true})),
			fc.integer({min: 2, max: 120}),
			(clocks, ms, width) => {
				const rows = clockRows(
					clocks.map(each => clock(each)),
					ms === null ? undefined : {ms, label: 'cut'},
					width,
					asciiBars,
				);
				return rows.every(({bar, mark}) => bar.length === width && (mark === undefined ? ms === null : bar[mark] === '|'));
			},
		),
	);
	t.pass();
});

test('the cut is that of the outermost place that was cut, by the end of its bracket', t => {
	const item = (step: string, value: unknown) => ({step, at: '', source: 'probe' as const, value});
	t.is(cutOf([item('url', 'ws://a'), item('idle', {outcome: 'survived'})]), undefined);
	t.is(cutOf([item('idle', {outcome: 'closed'}), item('upgrade', null)]), undefined);
	t.deepEqual(cutOf([item('idleAtHaproxy', {outcome: 'closed', afterMs: 9000}), item('idle', {outcome: 'closed', afterMs: 3001, ending: 'fin'})]), {
		ms: 3001,
		label: 'cut seen at 3s by FIN',
	});
	t.like(cutOf([item('idle', {outcome: 'closed', afterMs: [2500, 3100], ending: 'silent'})]), {ms: 3100, label: 'cut seen by 3.1s without a word'});
});
