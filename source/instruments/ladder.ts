import type {Milliseconds, Rung} from '../model.ts';

/** Connections one watch opens besides its watcher. */
const manyRungs = 8;
const manyClocks = 4;

/** Just above a clock: late enough that a connection it cut is surely gone, early enough to be near. */
const above = (clock: Milliseconds): Milliseconds => Math.round(clock * 1.05 + 50);

const spread = (limit: Milliseconds, count: number): Milliseconds[] => {
	const ratio = (1 / 12) ** (1 / count);
	return Array.from({length: count}, (_, index) => Math.round(limit * ratio ** (index + 1)));
};

const near = (one: Milliseconds, other: Milliseconds): boolean => Math.abs(one - other) < 0.1 * Math.max(one, other);

/**
 * After how much silence to ping, each on its own connection, in ascending order: 0, which shows whether the server answers
 * pings at all, one just above each known clock that fits, and a geometric ladder up to the limit, which the watcher itself takes.
 */
export const rungs = (limit: Milliseconds, clocks: readonly Milliseconds[]): readonly Milliseconds[] => {
	const fitting = [...new Set(clocks.filter(clock => clock > 0).map(above))].filter(ms => ms < limit).sort((one, other) => one - other);
	const known = fitting.slice(0, manyClocks);
	const ladder = spread(limit, manyRungs - 1 - known.length).filter(ms => ms > 0 && ms < limit && !known.some(other => near(ms, other)));
	return [0, ...new Set([...known, ...ladder])].sort((one, other) => one - other);
};

/** Between which rungs a connection that falls silent was lost: the last that lived, and the first above it that did not. */
export const bracket = <Seen extends Rung>(seen: readonly Seen[]): {alive: Milliseconds; dead: Seen} | undefined => {
	const living = seen.filter(rung => rung.pong).map(rung => rung.ms);
	// Without a single pong the server may simply not answer pings.
	if (living.length === 0) return undefined;
	const alive = Math.max(...living);
	const [dead] = seen.filter(rung => !rung.pong && rung.ms > alive).sort((one, other) => one.ms - other.ms);
	return dead && {alive, dead};
};
