import type {Ending, Milliseconds, Path, ProofItem, Timer} from './model.ts';

/** What travels on a connection: the longest pause between two messages, null for silence without end. */
export type Traffic = {readonly pause: Milliseconds | null};

/** A clock that will end the connection, and when: counted from the last byte for an idle clock, from the 101 for a lifetime. */
export type Firing = {readonly timer: Timer; readonly at: Milliseconds};

type State = ProofItem['state'];
type Moment = Milliseconds | readonly [Milliseconds, Milliseconds];

const ends = ({applies, kind, ms}: Timer, {pause}: Traffic) =>
	applies && ms !== null && (kind === 'lifetime' || (kind === 'idle' && (pause === null || pause >= ms)));

/** Which clocks end a connection with this traffic, the first one first. Pure arithmetic: nothing is measured here. */
export const predict = (path: Path, traffic: Traffic): readonly Firing[] =>
	path
		.flatMap(({timers}) => timers)
		.filter(timer => ends(timer, traffic))
		.map(timer => ({timer, at: timer.ms as Milliseconds}))
		.sort((a, b) => a.at - b.at);

/** The longest pause that is safe below an idle clock: half of it, so that one lost or late message still leaves time for the next; a round value to set. */
export const pauseBelow = (clock: Milliseconds): Milliseconds => {
	const step = clock >= 20_000 ? 1000 : clock >= 200 ? 100 : 1;
	return Math.floor(clock / 2 / step) * step;
};

/** The pause that every idle clock that applies survives. */
export const safeHeartbeat = (path: Path): Milliseconds | undefined => {
	const [first] = predict(path, {pause: null}).filter(({timer}) => timer.kind === 'idle');
	return first && pauseBelow(first.at);
};

const isRound = (ms: Milliseconds, unit: Milliseconds) => ms > 0 && ms % unit === 0;

/** Nobody rounds by more than to the next minute. */
const roughly = 30_000;

/**
 * How far an observation may lie from a clock. A probe sees the end to the millisecond; people give whole seconds or tenths, and
 * say "a minute" of a vendor's 55 s.
 */
export const tolerance = (observed: Milliseconds, {origin}: Pick<Timer, 'origin'>): Milliseconds => {
	if (origin === 'default' && isRound(observed, 30_000)) return Math.min(observed / 10, roughly);
	return isRound(observed, 100) ? Math.max(500, observed / 50) : Math.max(250, observed / 100);
};

/** Whether a clock's value agrees with the silence that was seen; a pair is a bracket. */
export const agreesInTime = (timer: Pick<Timer, 'ms' | 'upTo' | 'origin'>, observed: Moment | undefined): State => {
	if (observed === undefined) return 'unseen';
	if (timer.ms === null) return 'contradicted';
	const [from, to] = typeof observed === 'number' ? [observed, observed] : observed;
	const fits = timer.ms <= to + tolerance(to, timer) && (timer.upTo ?? timer.ms) >= from - tolerance(from, timer);
	return fits ? 'met' : 'contradicted';
};

/** Whether the manner of the end agrees. An end that was not observed, or that nobody has shown for this clock, is unseen. */
export const agreesInManner = (ending: Ending | undefined, observed: Ending | undefined): State => {
	// Who forgets a flow in silence answers its next packet with RST, if at all (conntrack, measured).
	const forgotten = ending === 'silent' && observed === 'rst';
	if (ending === undefined || observed === undefined || forgotten) return 'unseen';
	return ending === observed ? 'met' : 'contradicted';
};
