import type {Milliseconds} from './model.ts';

/** Rungs of one silence test at a place; with its watcher, its reserves, a busy connection and one more there are never above 64. */
const most = 52;
/** Connections that are opened later than the rungs, and so are less silent when one of these gets no answer. */
const manyReserves = 8;
/** A rung is given up after this at least: a reserve that is younger by less is no less silent by then than the rung was. */
const patience = 1000;
/** Rungs that are spread where no clock is known. */
const manySpread = 7;

/** How far from a clock its two rungs stand: early enough to be surely alive, late enough to be surely gone; a minute is `alive at 59 s, gone by 61 s`. */
const distance = (clock: Milliseconds): Milliseconds => Math.max(100, Math.round(clock / 60));

/** Just below and just above each clock, in ascending order; between two clocks nearer than that one rung tells them apart. */
const around = (clocks: readonly Milliseconds[]): readonly Milliseconds[] =>
	clocks.flatMap((clock, index) => {
		const [before, after] = [clocks[index - 1], clocks[index + 1]];
		const below = clock - distance(clock);
		const above = clock + distance(clock);
		const crowded = before !== undefined && before + distance(before) >= below;
		const followed = after !== undefined && above >= after - distance(after);
		return [...(crowded ? [] : [below]), followed ? Math.round((clock + after) / 2) : above];
	});

const spread = (limit: Milliseconds): readonly Milliseconds[] => {
	const ratio = (1 / 12) ** (1 / manySpread);
	return Array.from({length: manySpread}, (_, index) => Math.round(limit * ratio ** (index + 1)));
};

const near = (one: Milliseconds, other: Milliseconds): boolean => Math.abs(one - other) < 0.1 * Math.max(one, other);

/**
 * After how much silence to ping, each on its own connection, in ascending order: 0, which shows whether the server answers pings at all,
 * a pair around each known clock (the shortest ones, where there are too many), and a geometric ladder up to the limit, which the watcher itself takes.
 */
export const rungs = (limit: Milliseconds, clocks: readonly Milliseconds[]): readonly Milliseconds[] => {
	const sorted = [...new Set(clocks.map(Math.round))].filter(clock => clock > 0).sort((one, other) => one - other);
	const fits = (ms: Milliseconds) => ms > 0 && ms < limit;
	const known = around(sorted)
		.filter(fits)
		.slice(0, most - manySpread - 1);
	const ladder = spread(limit).filter(ms => fits(ms) && !known.some(other => near(ms, other)));
	return [0, ...[...new Set([...known, ...ladder])].sort((one, other) => one - other)];
};

/**
 * How much later than the rungs the reserves are opened, in ascending order: when a rung gets no answer, those of them whose silence lies inside the
 * bracket ping at once, which narrows it without more waiting. Long beside the patience and short beside the widest gap between two rungs.
 */
export const reserves = (limit: Milliseconds): readonly Milliseconds[] =>
	Array.from({length: manyReserves}, (_, index) => Math.round(limit * 0.3 * 0.7 ** index))
		.filter(ms => ms > patience)
		.reverse();

/** Every silent connection of one place, the watcher among them. */
export const connections = (limit: Milliseconds, clocks: readonly Milliseconds[]): number => 1 + rungs(limit, clocks).length + reserves(limit).length;
