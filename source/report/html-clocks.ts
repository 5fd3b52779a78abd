import {formatDuration} from '../duration.ts';
import type {Milliseconds, Report, ReportTimer} from '../model.ts';
import {type Cut, logAxis, momentsOf} from './bars.ts';
import {cutOf} from './cut.ts';
import {oneLine} from './printable.ts';
import {clocksShown, timerRole, timerValue} from './words.ts';
import {markupText} from './xml.ts';

const width = 800;
const left = 236;
const right = 676;
const rowHeight = 26;
const top = 30;

// The rounder ones first: where they leave room, finer ones stand between them.
const milestones: readonly Milliseconds[] = [
	...[1000, 60_000, 3_600_000, 86_400_000, 1, 10, 100, 10_000, 600_000, 36_000_000, 864_000_000],
	...[2000, 5000, 30_000, 120_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 4000, 8000, 15_000],
];
const apart = 48;

/** Where a moment stands from left to right. */
type X = (ms: Milliseconds) => number;

const short = (text: string, limit: number): string => {
	const line = oneLine(text);
	return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
};

const text = (x: number, y: number, content: string, more = '') => `<text x="${x}" y="${y}"${more}>${markupText(content)}</text>`;

/** As many milestones as have room beside each other. */
const milestonesOn = (x: X): readonly Milliseconds[] => {
	const chosen: Milliseconds[] = [];
	for (const ms of milestones) if (x(ms) > left + 12 && x(ms) <= right && chosen.every(other => Math.abs(x(other) - x(ms)) >= apart)) chosen.push(ms);
	return chosen;
};

const tick = (ms: Milliseconds, x: X, bottom: number): string => {
	const at = Number(x(ms).toFixed(1));
	const label = text(at, top - 13, formatDuration(ms), ' class="dim" text-anchor="middle"');
	return `<line class="tick" x1="${at}" x2="${at}" y1="${top - 8}" y2="${bottom}"/>${label}`;
};

const rectangle = (from: number, to: number, y: number, kind: string): string =>
	`<rect class="${kind}" x="${from.toFixed(1)}" y="${y + 5}" width="${Math.max(2, to - from).toFixed(1)}" height="${rowHeight - 12}" rx="2"/>`;

const bar = ({ms, upTo, applies, binding}: ReportTimer, x: X, y: number): string => {
	const kind = applies ? (binding ? 'first' : 'bar') : 'off';
	// What never ends points beyond the axis.
	if (ms === null) return `${rectangle(left, right, y, kind)}<path class="${kind}" d="M${right} ${y + 3}l12 ${rowHeight / 2 - 4}l-12 ${rowHeight / 2 - 4}z"/>`;
	return `${rectangle(left, x(ms), y, kind)}${upTo === undefined ? '' : rectangle(x(ms), x(upTo), y, 'range')}`;
};

const row = (timer: ReportTimer, x: X, index: number): string => {
	const y = top + index * rowHeight;
	const middle = y + rowHeight / 2 + 3;
	return [
		text(0, middle, short(`${timer.hop} ${timer.name}`, 24)),
		text(left - 8, middle, short(timerValue(timer), 12), ' text-anchor="end"'),
		bar(timer, x, y),
		text(right + 18, middle, timerRole(timer), ' class="dim"'),
	].join('');
};

const cutLine = ({ms, label}: Cut, x: X, bottom: number): string => {
	const at = Number(x(ms).toFixed(1));
	const side = at > (left + right) / 2 ? ' text-anchor="end"' : '';
	return `<line class="cut" x1="${at}" x2="${at}" y1="${top - 8}" y2="${bottom + 4}"/>${text(at, bottom + 18, label, ` class="cut-label"${side}`)}`;
};

const described = (timers: readonly ReportTimer[], cut: Cut | undefined): string =>
	[...timers.map(timer => `${timer.hop} ${timer.name}: ${timerValue(timer)}`), ...(cut ? [cut.label] : [])].map(oneLine).join('; ');

/** The clocks as an inline SVG on one logarithmic axis, client first, and the cut that was seen as a line through them; nothing without clocks. */
export const clocksFigure = (report: Report): string => {
	const timers = clocksShown(report).slice(0, 40);
	if (timers.length === 0) return '';
	const cut = cutOf(report.evidence);
	const {at} = logAxis(momentsOf(timers, cut));
	const place: X = ms => left + at(ms) * (right - left);
	const x: X = ms => Math.min(right, Math.max(left + 4, place(ms)));
	const bottom = top + timers.length * rowHeight;
	const content = [
		...milestonesOn(place).map(ms => tick(ms, x, bottom)),
		...timers.map((timer, index) => row(timer, x, index)),
		cut ? cutLine(cut, x, bottom) : '',
	].join('');
	const label = markupText(described(timers, cut));
	return `<figure><svg viewBox="0 0 ${width} ${bottom + (cut ? 26 : 4)}" role="img" aria-label="${label}">${content}</svg></figure>\n`;
};
