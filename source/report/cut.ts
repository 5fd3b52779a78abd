import {formatDuration} from '../duration.ts';
import type {Ending, Evidence, Idle, Milliseconds} from '../model.ts';
import type {Cut} from './bars.ts';

type Closed = Extract<Idle, {outcome: 'closed'}>;

/** How an end looked, in words behind a verb. */
export const manners: Readonly<Record<Ending, string>> = {fin: ' by FIN', rst: ' by RST', 'close-frame': ' by a Close frame', silent: ' without a word'};

const closedIn = ({value}: Evidence): Closed | undefined => {
	const idle = value as Partial<Closed> | null | undefined;
	return typeof idle === 'object' && idle?.outcome === 'closed' && idle.afterMs !== undefined ? (idle as Closed) : undefined;
};

const last = (after: Milliseconds | readonly [Milliseconds, Milliseconds]): Milliseconds => (typeof after === 'number' ? after : after[1]);

/** The end to hold against the clocks: that of the silent connection at the outermost place, else of any other that was watched. */
export const cutOf = (evidence: readonly Evidence[]): Cut | undefined => {
	const ids = ['idle', 'application', 'idleAtHaproxy', 'idleAtBackend'];
	const [closed] = ids.flatMap(id => evidence.filter(({step}) => step === id)).flatMap(item => closedIn(item) ?? []);
	if (closed?.afterMs === undefined) return;
	const manner = closed.ending ? manners[closed.ending] : '';
	const ms = last(closed.afterMs);
	return {ms, label: `cut seen ${typeof closed.afterMs === 'number' ? 'at' : 'by'} ${formatDuration(ms < 60_000 ? Math.round(ms / 10) * 10 : ms)}${manner}`};
};
