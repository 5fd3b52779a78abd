import type {Evidence, IdleEvent, Milliseconds} from '../../model.ts';
import type {ProbeRow, Snapshot} from '../../session.ts';
import {foundWords} from '../found.ts';
import {cells, type Line, line, lineCells, type Span, shorten, span} from '../line.ts';
import {type Paper, paragraph} from '../paragraph.ts';
import {lightsLine} from './lights.ts';
import {atMost, clockTime} from './time.ts';

export const isRunning = ({evidence}: ProbeRow): boolean => evidence === undefined;

const gauge = ({theme: {marks, reader}}: Paper, share: number, columns: number): readonly Span[] => {
	const filled = Math.round(Math.min(1, Math.max(0, share)) * columns);
	return reader || columns < 4 ? [] : [span(marks.gauge.repeat(filled), 'accent'), span(marks.gaugeLeft.repeat(columns - filled), 'dim'), span(' ')];
};

const runningTime = (paper: Paper, {startedAt, cost}: ProbeRow, now: Milliseconds, room: number): readonly Span[] => {
	const elapsed = now - startedAt;
	const words = `${clockTime(elapsed)}, ${atMost(cost - elapsed)} left`;
	return [...gauge(paper, elapsed / cost, Math.min(20, room - words.length - 1)), span(words)];
};

const pointed = ({theme: {marks}}: Paper, selected: boolean): string => (selected ? marks.pointer : ' ');

/** The first row of a probe at work: its title, and its time at the right. */
const headLine = (paper: Paper, row: ProbeRow, now: Milliseconds, selected: boolean): Line => {
	const {theme, width} = paper;
	const mark = span(theme.marks.running, 'accent');
	const room = width - cells(mark.text) - 3;
	const title = shorten(theme.text(row.title), Math.max(8, Math.min(34, room - 14)), theme.marks.ellipsis);
	const free = room - cells(title) - 1;
	const time = runningTime(paper, row, now, free);
	const gap = free - lineCells(time);
	return line(pointed(paper, selected), mark, span(` ${title}`, selected ? 'strong' : 'plain'), ' '.repeat(Math.max(1, gap)), ...time);
};

/** What is known from a probe, or from somebody who brought its result. */
export const resultLines = (
	paper: Paper,
	{title, evidence}: {readonly title: string; readonly evidence: Evidence},
	selected: boolean,
	took = '',
): readonly Line[] => {
	const {done, unseen} = paper.theme.marks;
	const mark = evidence.missing === undefined ? span(`${pointed(paper, selected)}${done} `, 'good') : span(`${pointed(paper, selected)}${unseen} `, 'warn');
	const words = `${title}: ${foundWords(evidence)}${evidence.source === 'user' ? ' (as you said)' : took}`;
	return paragraph(paper, words, selected ? 'strong' : 'plain', mark);
};

/** A probe that has ended: what it found, and how long that took. */
const endedLines = (paper: Paper, {title, startedAt, finishedAt = startedAt}: ProbeRow, evidence: Evidence, selected: boolean): readonly Line[] =>
	resultLines(paper, {title, evidence}, selected, `, ${clockTime(finishedAt - startedAt)}`);

export const eventLine = (paper: Paper, {ms, what}: IdleEvent, before: string): readonly Line[] =>
	paragraph(paper, what, 'plain', span(`${before}${clockTime(ms).padStart(6)}  `, 'dim'));

const indent = span('   ');

/** How much of a probe is shown. */
export type Shown = {
	/** How many of its last events. */
	readonly events: number;
	/** Keys are about this one. */
	readonly selected?: boolean;
	readonly lights?: boolean;
};

/** One probe: what it does while it runs, with its lights and last events; what it found once it has ended. */
export const probeLines = (paper: Paper, row: ProbeRow, now: Milliseconds, {events, selected = false, lights = false}: Shown): readonly Line[] => {
	if (row.evidence) return endedLines(paper, row, row.evidence, selected);
	const hidden = row.events.length - events;
	return [
		headLine(paper, row, now, selected),
		...paragraph(paper, row.plan, 'dim', indent),
		...(lights ? lightsLine(paper, row, now) : []),
		...(hidden > 0 && events > 0 ? [line(span(`   ${hidden} earlier`, 'dim'))] : []),
		...row.events.slice(row.events.length - Math.min(events, row.events.length)).flatMap(event => eventLine(paper, event, '  ')),
	];
};

/** What the rules make of it so far; it may change while probes run. */
export const soFar = (paper: Paper, {assessment, probes}: Snapshot): readonly Line[] =>
	assessment.findings.flatMap(({title, certainty, provisional}) => {
		const open = provisional || probes.some(isRunning) ? ', may change' : '';
		return paragraph(paper, `${title} (${certainty}${open})`, 'plain', span(' so far: ', 'warn'));
	});

/** How many probes are still waited for, and how long at most. */
export const waitingFor = (paper: Paper, {probes}: Snapshot, now: Milliseconds): readonly Line[] => {
	const running = probes.filter(isRunning);
	if (running.length === 0) return [];
	const left = Math.max(...running.map(({startedAt, cost}) => startedAt + cost - now));
	return paragraph(paper, `${running.length} ${running.length === 1 ? 'probe' : 'probes'}, at most ${atMost(left)} more`, 'dim', span(' waiting for: ', 'dim'));
};

/** Every event of every probe, in the order in which they happened. */
export const logLines = (paper: Paper, probes: readonly ProbeRow[]): readonly Line[] => {
	const events = probes.flatMap(({title, startedAt, events}) => events.map(event => ({...event, title, at: startedAt + event.ms})));
	const sorted = events.sort((a, b) => a.at - b.at).slice(-200);
	return sorted.flatMap(({ms, what, title}) => eventLine(paper, {ms, what: `${title}: ${what}`}, ' '));
};
