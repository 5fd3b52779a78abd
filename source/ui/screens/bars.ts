import type {ReportTimer} from '../../model.ts';
import {type ClockRow, type Cut, clockRows, cutCaption} from '../../report/bars.ts';
import {timerOrigin, timerRole} from '../../report/words.ts';
import {cells, type Line, line, type Span, shortenMiddle, span} from '../line.ts';
import {heading, type Paper, paragraph} from '../paragraph.ts';
import type {Tone} from '../theme.ts';

type Layout = {readonly label: number; readonly value: number; readonly bar: number; readonly role: number; readonly origin: number};

/** Where a clock is set, without the folder: beside a bar there is no room for it. */
const originOf = ({theme}: Paper, timer: ReportTimer) => theme.text(timerOrigin(timer).replace(/^\S*\//, ''));

const longest = (texts: readonly string[]) => Math.max(0, ...texts.map(cells));

// Bars take what the words leave; the words go, the least needed first, before bars become too short to compare.
const layoutFor = (paper: Paper, timers: readonly ReportTimer[]): Layout => {
	const {width, theme} = paper;
	const value = longest(clockRows(timers, undefined, 2, theme.bars).map(row => theme.text(row.value)));
	const names = longest(timers.map(({hop, name}) => theme.text(`${hop} ${name}`)));
	const roles = longest(timers.map(timer => theme.text(timerRole(timer))));
	const origins = Math.min(28, longest(timers.map(timer => originOf(paper, timer))));
	const label = Math.min(names, Math.max(12, Math.floor(width * 0.36)));
	const rest = width - 3 - label - 1 - value - 1;
	const role = rest - roles - 1 >= 16 ? roles : 0;
	const origin = rest - (role && role + 1) - origins - 1 >= 22 ? origins : 0;
	return {label, value, role, origin, bar: Math.max(4, rest - (role && role + 1) - (origin && origin + 1))};
};

const toneOf = ({binding, applies}: ClockRow): Tone => (binding ? 'warn' : applies ? 'plain' : 'dim');

const barSpans = (row: ClockRow, sign: string): readonly Span[] => {
	const tone = row.binding ? 'warn' : row.applies ? 'accent' : 'dim';
	if (row.mark === undefined) return [span(row.bar, tone)];
	return [span(row.bar.slice(0, row.mark), tone), span(sign, 'bad'), span(row.bar.slice(row.mark + 1), tone)];
};

const clockLine = (paper: Paper, row: ClockRow, timer: ReportTimer, layout: Layout): Line => {
	const {theme} = paper;
	const {marks} = theme;
	const sign = row.binding ? marks.first : row.applies ? ' ' : marks.idle;
	const label = shortenMiddle(theme.text(row.label), layout.label, marks.ellipsis);
	const tone = toneOf(row);
	return line(
		span(` ${sign} ${label}${' '.repeat(layout.label - cells(label))} `, tone),
		span(`${theme.text(row.value).padStart(layout.value)} `, row.binding ? 'strong' : tone),
		...barSpans(row, theme.bars.cut),
		span(layout.role > 0 ? ` ${theme.text(timerRole(timer)).padEnd(layout.role)}` : '', tone),
		span(layout.origin > 0 ? ` ${shortenMiddle(originOf(paper, timer), layout.origin, marks.ellipsis)}` : '', 'dim'),
	);
};

const spoken = (paper: Paper, timers: readonly ReportTimer[], rows: readonly ClockRow[], cut: Cut | undefined): readonly Line[] => [
	...rows.flatMap((row, index) => {
		const timer = timers[index] as ReportTimer;
		return paragraph(paper, `${row.label}: ${row.value}, ${timerOrigin(timer)}. ${timerRole(timer)}`);
	}),
	...(cut ? paragraph(paper, cut.label) : []),
];

/** The clocks of the path as bars on one logarithmic axis, client first, with the observed end as a line through all of them. */
export const clockLines = (paper: Paper, timers: readonly ReportTimer[], cut: Cut | undefined): readonly Line[] => {
	if (timers.length === 0) return [];
	const {theme, width} = paper;
	const layout = layoutFor(paper, timers);
	const rows = clockRows(timers, cut, layout.bar, theme.bars);
	const title = heading(paper, 'Clocks, client → application');
	if (theme.reader) return [...title, ...spoken(paper, timers, rows, cut)];
	const start = 3 + layout.label + 1 + layout.value + 1;
	const mark = rows[0]?.mark;
	const caption =
		cut && mark !== undefined ? [line(span(`${cutCaption({...cut, label: theme.text(cut.label)}, start + mark, width, theme.bars)}`, 'bad'))] : [];
	const superseded = layout.role === 0 && timers.some(({applies}) => !applies);
	const legend = layout.role === 0 ? [line(span(` ${theme.marks.first} fires first${superseded ? `   ${theme.marks.idle} not in force` : ''}`, 'dim'))] : [];
	return [...title, ...rows.map((row, index) => clockLine(paper, row, timers[index] as ReportTimer, layout)), ...caption, ...legend];
};
