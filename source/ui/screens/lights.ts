import type {Milliseconds} from '../../model.ts';
import type {ProbeRow} from '../../session.ts';
import {type Line, line, type Span, span} from '../line.ts';
import {type Paper, paragraph} from '../paragraph.ts';
import {clockTime} from './time.ts';

type State = 'pong' | 'lost' | 'waiting';

const stateOf = ({events}: ProbeRow, ms: Milliseconds): State => {
	const seen = events.findLast(({rung}) => rung?.ms === ms)?.rung;
	return seen ? (seen.pong ? 'pong' : 'lost') : 'waiting';
};

/** A logarithmic axis, as that of the clocks: rungs stand closer together where silence is short. */
const column = (ms: Milliseconds, limit: Milliseconds, width: number): number => Math.round((Math.log1p(ms / 1000) / Math.log1p(limit / 1000)) * (width - 1));

const spoken = (paper: Paper, row: ProbeRow, moments: readonly Milliseconds[]): readonly Line[] => {
	const count = (state: State) => moments.filter(ms => stateOf(row, ms) === state).length;
	return paragraph(paper, `rungs: ${count('pong')} answered, ${count('lost')} lost, ${count('waiting')} to come`, 'plain', span('   '));
};

/** The rungs of a silence test as a row of lights on a time axis, with the moment it is now. */
export const lightsLine = (paper: Paper, row: ProbeRow, now: Milliseconds): readonly Line[] => {
	const {moments = [], startedAt, cost} = row;
	const {theme} = paper;
	if (moments.length === 0) return [];
	if (theme.reader) return spoken(paper, row, moments);
	const {pong, lost, waiting, axis, now: here} = theme.lights;
	const limit = Math.max(cost, ...moments);
	const width = Math.max(8, paper.width - 12);
	const cells: Span[] = Array.from({length: width}, () => span(axis, 'dim'));
	cells[column(Math.min(limit, now - startedAt), limit, width)] = span(here, 'accent');
	// What was lost must not hide behind a light beside it.
	const ordered = [...moments].sort((one, other) => Number(stateOf(row, one) === 'lost') - Number(stateOf(row, other) === 'lost'));
	for (const ms of ordered) {
		const state = stateOf(row, ms);
		cells[column(ms, limit, width)] = {pong: span(pong, 'good'), lost: span(lost, 'bad'), waiting: span(waiting, 'dim')}[state];
	}
	return [line('   ', ...cells, span(` ${clockTime(limit)}`, 'dim'))];
};
