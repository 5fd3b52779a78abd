import {agreesInManner, agreesInTime} from '../../source/clocks.ts';
import type {Hop, HopLayer, Path, Timer} from '../../source/model.ts';
import {agreesInDirection} from './directions.ts';
import {type Closed, type Comparison, endingOf} from './ends.ts';

/** A hop with a clock that agrees with the cut in value, and does not contradict its manner. */
export type Suspect = {readonly hop: Hop; readonly timer: Timer};

const application: readonly HopLayer[] = ['app-server', 'framework'];

export const isApplication = ({layer}: Hop) => application.includes(layer);
export const isHaproxy = ({layer}: Hop) => layer === 'haproxy';
/** A hop that only passes the connection on: whose clocks are somebody else's. */
export const isBetween = (hop: Hop) => !isApplication(hop) && !isHaproxy(hop) && hop.layer !== 'client';

const endsTunnels = (hop: Hop, {kind}: Timer) => kind === 'idle' || kind === 'lifetime' || (kind === 'heartbeat' && isApplication(hop));

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
		.filter(({timer}) => agreesInManner(timer.ending, endingOf(cut)) !== 'contradicted' && agreesInDirection(timer, clientAlone) !== 'contradicted');
};

const onePerHop = (suspects: readonly Suspect[]) => suspects.filter(({hop}, index) => suspects.findIndex(other => other.hop.product === hop.product) === index);

/**
 * The hops other than HAProxy whose clock agrees with the cut. Only where none does, those count that should not be at work:
 * defaults an operator has replaced (perhaps in the wrong place), and timers of special set-ups.
 */
export const suspectsOf = (hops: Path, seen: Seen): readonly Suspect[] => {
	const working = onePerHop(agreeing(hops, seen, ({applies}) => applies));
	return working.length > 0 ? working : onePerHop(agreeing(hops, seen, ({applies}) => !applies));
};
