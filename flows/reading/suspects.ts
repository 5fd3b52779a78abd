import {agreesInTime} from '../../source/clocks.ts';
import type {Hop, HopLayer, Path, Timer} from '../../source/model.ts';
import {agreesInDirection} from './directions.ts';
import {agreesInEnding, type Closed, type Comparison} from './ends.ts';

/** A hop with a clock that agrees with the cut in value, and does not contradict its manner. */
export type Suspect = {readonly hop: Hop; readonly timer: Timer};

const application: readonly HopLayer[] = ['app-server', 'framework'];

export const isApplication = ({layer}: Hop) => application.includes(layer);
export const isHaproxy = ({layer}: Hop) => layer === 'haproxy';
/** A hop that only passes the connection on: whose clocks are somebody else's. */
export const isBetween = (hop: Hop) => !isApplication(hop) && !isHaproxy(hop) && hop.layer !== 'client';

/** A timer of requests that somebody has set on the way: it should end no tunnel, yet may, as where TCP is proxied. */
export const isOfRequests = ({kind, origin, name}: Timer) => kind === 'handshake' && origin === 'operator' && !/connect|handshake|header/i.test(name);

const endsTunnels = (hop: Hop, timer: Timer) =>
	timer.kind === 'idle' || timer.kind === 'lifetime' || (timer.kind === 'heartbeat' ? isApplication(hop) : isOfRequests(timer) && isBetween(hop));

/** A cut, and how connections fared beside it on which something was sent: by both ends, or by the client alone. */
type Seen = {readonly cut: Closed; readonly whenBusy: Comparison | undefined; readonly clientAlone: Comparison | undefined};

/** What a busy connection outlives is no lifetime, and what ends it at the same age is no idle clock. */
const agreesInTraffic = ({kind}: Timer, {whenBusy}: Seen): boolean =>
	!(whenBusy === 'later' && kind === 'lifetime') && !(whenBusy === 'same' && kind === 'idle');

const agreeing = (hops: Path, seen: Seen, wanted: (timer: Timer) => boolean): readonly Suspect[] => {
	const {cut, clientAlone} = seen;
	return hops
		.filter(hop => !isHaproxy(hop))
		.flatMap(hop => hop.timers.filter(timer => wanted(timer) && endsTunnels(hop, timer)).map(timer => ({hop, timer})))
		.filter(({timer}) => agreesInTime(timer, cut.afterMs) === 'met' && agreesInTraffic(timer, seen))
		.filter(({timer}) => agreesInEnding(timer.ending, cut) !== 'contradicted' && agreesInDirection(timer, clientAlone) !== 'contradicted');
};

const onePerHop = (suspects: readonly Suspect[]) => suspects.filter(({hop}, index) => suspects.findIndex(other => other.hop.product === hop.product) === index);

/**
 * The hops other than HAProxy whose clock agrees with the cut. Only where none does, those count that should not be at work:
 * defaults an operator has replaced (perhaps in the wrong place), timers of special set-ups, and timers of requests that were told.
 */
export const suspectsOf = (hops: Path, seen: Seen): readonly Suspect[] => {
	const isAtWork = (timer: Timer) => timer.applies && !isOfRequests(timer);
	const working = onePerHop(agreeing(hops, seen, isAtWork));
	return working.length > 0 ? working : onePerHop(agreeing(hops, seen, timer => !isAtWork(timer)));
};
