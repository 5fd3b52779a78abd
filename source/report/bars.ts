import type {Milliseconds, ReportTimer} from '../model.ts';
import {timerValue} from './words.ts';

/** The signs of a bar, one column each. */
export type BarMarks = {
	readonly bar: string;
	/** From a vendor's shortest value to the longest one. */
	readonly range: string;
	/** A clock that another one supersedes. */
	readonly superseded: string;
	readonly cut: string;
	/** The end of a bar without end. */
	readonly endless: string;
};

export const unicodeBars: BarMarks = {bar: '█', range: '▒', superseded: '░', cut: '┃', endless: '→'};
export const asciiBars: BarMarks = {bar: '#', range: '=', superseded: '.', cut: '|', endless: '>'};

/** An observed end, to be held against the clocks. */
export type Cut = {readonly ms: Milliseconds; readonly label: string};

/** One clock as a bar on the common axis. */
export type ClockRow = {
	readonly label: string;
	/** `3s`, `unlimited` */
	readonly value: string;
	/** Exactly as many columns as were asked for; the cut's sign is in its place already. */
	readonly bar: string;
	readonly binding: boolean;
	readonly applies: boolean;
	/** The column of `bar` where the cut stands. */
	readonly mark: number | undefined;
};

type Scale = (ms: Milliseconds) => number;

/**
 * One logarithmic axis over these moments, on which the shortest still has a bar that can be seen: a minute beside two hours would be one column.
 * A moment's place on it is 0 at the origin and 1 at the longest.
 */
export const logAxis = (moments: readonly Milliseconds[]): {readonly origin: Milliseconds; readonly at: Scale} => {
	const shortest = Math.max(1, Math.min(...moments));
	const longest = Math.max(shortest * 1.5, ...moments);
	const origin = shortest / Math.max(2, (longest / shortest) ** 0.35);
	const span = Math.log(longest / origin);
	return {origin, at: ms => Math.log(Math.max(1, ms) / origin) / span};
};

const scaleFor = (moments: readonly Milliseconds[], columns: number): Scale => {
	const {at} = logAxis(moments);
	return ms => Math.min(columns, Math.max(1, Math.round(at(ms) * columns)));
};

/** Every moment that a chart of these clocks shows. */
export const momentsOf = (timers: readonly ReportTimer[], cut: Cut | undefined): readonly Milliseconds[] => {
	const moments = [...timers.flatMap(({ms, upTo}) => [ms, upTo]), cut?.ms].filter(ms => typeof ms === 'number');
	return moments.length > 0 ? moments : [1000];
};

const barOf = ({ms, upTo, applies}: ReportTimer, scale: Scale, columns: number, marks: BarMarks): string => {
	const full = applies ? marks.bar : marks.superseded;
	if (ms === null) return `${full.repeat(columns)}${marks.endless}`;
	const length = scale(ms);
	return `${full.repeat(length)}${marks.range.repeat(upTo === undefined ? 0 : Math.max(0, scale(upTo) - length))}`.padEnd(columns + 1);
};

const marked = (bar: string, column: number | undefined, sign: string) =>
	column === undefined ? bar : `${bar.slice(0, column)}${sign}${bar.slice(column + 1)}`;

/** Every clock as a bar of `width` columns on one logarithmic axis, in the order given, which is client first; the cut stands in all of them. */
export const clockRows = (timers: readonly ReportTimer[], cut: Cut | undefined, width: number, marks: BarMarks): readonly ClockRow[] => {
	const columns = Math.max(2, width) - 1;
	const scale = scaleFor(momentsOf(timers, cut), columns);
	const mark = cut && scale(cut.ms);
	return timers.map(timer => ({
		label: `${timer.hop} ${timer.name}`,
		value: timerValue(timer),
		bar: marked(barOf(timer, scale, columns, marks), mark, marks.cut),
		binding: timer.binding,
		applies: timer.applies,
		mark,
	}));
};

/** The row under the bars that says what the cut's line is: to its right where there is room, else to its left. */
export const cutCaption = ({label}: Cut, mark: number, width: number, {cut}: BarMarks): string => {
	if (mark + 2 + label.length <= width) return `${' '.repeat(mark)}${cut} ${label}`;
	const before = mark - 1 - label.length;
	return before >= 0 ? `${' '.repeat(before)}${label} ${cut}` : `${cut} ${label}`;
};
