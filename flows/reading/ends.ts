import {agreesInManner} from '../../source/clocks.ts';
import type {Ending, Idle, Milliseconds, ProofItem} from '../../source/model.ts';

export type Closed = Extract<Idle, {outcome: 'closed'}>;

/**
 * How the connection ended, as far as ending and code do not deny each other. A code was received in a Close frame, however TCP
 * ended after it, 1005 for one without a code; 1006 never travels and says that there was none (RFC 6455 §7.4.1).
 */
export const endingOf = ({ending, closeCode}: Closed): Ending | undefined => {
	if (closeCode === undefined) return ending;
	if (closeCode === 1006) return ending === 'close-frame' ? undefined : ending;
	return ending === 'silent' ? undefined : 'close-frame';
};

/** Whether the manner in which a clock is known to end connections agrees with the end: who speaks a Close frame leaves no 1006. */
export const agreesInEnding = (known: Ending | undefined, cut: Closed): ProofItem['state'] => {
	const unspoken = cut.closeCode === 1006 && cut.ending !== 'close-frame';
	return known === 'close-frame' && unspoken ? 'contradicted' : agreesInManner(known, endingOf(cut));
};

type Bracket = readonly [Milliseconds, Milliseconds];

/** The silence before the end as a bracket; a measured moment is one of no width. */
export const bracketOf = ({afterMs}: Closed): Bracket | undefined => (typeof afterMs === 'number' ? [afterMs, afterMs] : afterMs);

/** What is ended sooner may be turned away because so many were opened at once. */
const settled = 1000;

/** The ages at which somebody ended connections of a ladder that were to stay silent. */
export const scatteredIn = (seen: Idle | undefined): readonly Milliseconds[] =>
	seen?.rungs?.filter(({cut, ms}) => cut !== undefined && ms >= settled).map(({ms}) => ms) ?? [];

/** Two ends no farther apart than this are the same end: clocks that start with different connections differ a little. */
const slack = (ms: Milliseconds) => Math.max(500, ms / 20);

/** Where another connection's end lies, seen from the cut. */
export type Comparison = 'same' | 'later' | 'earlier';

const compareBrackets = ([from, to]: Bracket, [cutFrom, cutTo]: Bracket): Comparison => {
	if (from > cutTo + slack(cutTo)) return 'later';
	return to < cutFrom - slack(cutFrom) ? 'earlier' : 'same';
};

const compareClosed = (other: Closed, cut: Closed): Comparison | undefined => {
	const [a, b] = [bracketOf(other), bracketOf(cut)];
	if (a && b) return compareBrackets(a, b);
	// Neither moment was told: both end, which is all that is known. One alone says nothing.
	return a || b ? undefined : 'same';
};

/** How another connection fared beside the cut; undefined when it is not known, or was not watched for long enough. */
export const compareWith = (other: Idle | undefined, cut: Closed): Comparison | undefined => {
	if (!other) return;
	if (other.outcome === 'closed') return compareClosed(other, cut);
	const end = bracketOf(cut)?.[1];
	return other.ms === undefined || end === undefined || other.ms > end + slack(end) ? 'later' : undefined;
};
