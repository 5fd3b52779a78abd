import type {Milliseconds, Rung} from '../model.ts';

export {reserves, rungs} from '../rungs.ts';

/** Between which rungs a connection that falls silent was lost: the last that lived, and the first above it that did not. */
export const bracket = <Seen extends Rung>(seen: readonly Seen[]): {alive: Milliseconds; dead: Seen} | undefined => {
	const living = seen.filter(rung => rung.pong).map(rung => rung.ms);
	// Without a single pong the server may simply not answer pings.
	if (living.length === 0) return undefined;
	const alive = Math.max(...living);
	// What was ended by somebody fell silent to nobody.
	const [dead] = seen.filter(rung => !rung.pong && rung.cut === undefined && rung.ms > alive).sort((one, other) => one.ms - other.ms);
	return dead && {alive, dead};
};
