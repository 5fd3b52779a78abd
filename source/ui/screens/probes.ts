import type {Evidence, IdleEvent, Milliseconds} from '../../model.ts';
import type {ProbeRow, Snapshot} from '../../session.ts';
import {foundWords} from '../found.ts';
import {cells, type Line, line, lineCells, type Span, shorten, span} from '../line.ts';
import {type Paper, paragraph} from '../paragraph.ts';

/** `3.0s`, `75.4s`, `6:05` */
export const clockTime = (ms: Milliseconds): string => {
	const seconds = Math.max(0, ms) / 1000;
	return seconds < 100 ? `${seconds.toFixed(1)}s` : `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
};

/** A limit, in whole seconds: `80s`, `6:05` */
const atMost = (ms: Milliseconds): string => clockTime(Math.ceil(Math.max(0, ms) / 1000) * 1000).replace('.0s', 's');

export const isRunning = ({evidence}: ProbeRow): boolean => evidence === undefined;

const gauge = ({theme: {marks, reader}}: Paper, share: number, columns: number): readonly Span[] => {
	const filled = Math.round(Math.min(1, Math.max(0, share)) * columns);
	return reader || columns < 4 ? [] : [span(marks.gauge.repeat(filled), 'accent'), span(marks.gaugeLeft.repeat(columns - filled), 'dim'), span(' ')];
};

const runningTime = (paper: Paper, {startedAt, cost}: ProbeRow, now: Milliseconds, room: number): readonly Span[] => {
	const elapsed = now - startedAt;
	const words = `${clockTime(elapsed)} of ${atMost(cost)}`;
	return [...gauge(paper, elapsed / cost, Math.min(20, room - words.length - 1)), span(words)];
};

/** The first row of a probe at work: its title, and its time at the right. */
const headLine = (paper: Paper, row: ProbeRow, now: Milliseconds): Line => {
	const {theme, width} = paper;
	const mark = span(theme.marks.running, 'accent');
	const room = width - cells(mark.text) - 3;
	const title = shorten(theme.text(row.title), Math.max(8, Math.min(34, room - 14)), theme.marks.ellipsis);
	const free = room - cells(title) - 1;
	const time = runningTime(paper, row, now, free);
	const gap = free - lineCells(time);
	return line(' ', mark, ` ${title}`, ' '.repeat(Math.max(1, gap)), ...time);
};

/** A probe that has ended: what it found, and how long that took. */
const endedLines = (paper: Paper, {title, startedAt, finishedAt = startedAt}: ProbeRow, evidence: Evidence): readonly Line[] => {
	const {done, unseen} = paper.theme.marks;
	const mark = evidence.missing === undefined ? span(` ${done} `, 'good') : span(` ${unseen} `, 'warn');
	return paragraph(paper, `${title}: ${foundWords(evidence)}, ${clockTime(finishedAt - startedAt)}`, 'plain', mark);
};

export const eventLine = (paper: Paper, {ms, what}: IdleEvent, before: string): readonly Line[] =>
	paragraph(paper, what, 'plain', span(`${before}${clockTime(ms).padStart(6)}  `, 'dim'));

const indent = span('   ');

/** One probe: what it does while it runs, with its last events; what it found once it has ended. */
export const probeLines = (paper: Paper, row: ProbeRow, now: Milliseconds, events: number): readonly Line[] => {
	if (row.evidence) return endedLines(paper, row, row.evidence);
	const hidden = row.events.length - events;
	return [
		headLine(paper, row, now),
		...paragraph(paper, row.plan, 'dim', indent),
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

/** What runs comes first, so that it stays in sight; what has ended follows. */
export const inOrder = (probes: readonly ProbeRow[]): readonly ProbeRow[] => [...probes.filter(isRunning), ...probes.filter(row => !isRunning(row))];

/** Every event of every probe, in the order in which they happened. */
export const logLines = (paper: Paper, probes: readonly ProbeRow[]): readonly Line[] => {
	const events = probes.flatMap(({title, startedAt, events}) => events.map(event => ({...event, title, at: startedAt + event.ms})));
	const sorted = events.sort((a, b) => a.at - b.at).slice(-200);
	return sorted.flatMap(({ms, what, title}) => eventLine(paper, {ms, what: `${title}: ${what}`}, ' '));
};
