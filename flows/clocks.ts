import {agreesInTime, pauseBelow, predict, safeHeartbeat} from '../source/clocks.ts';
import type {Clocks, Idle, Known, Milliseconds, Path, Timer} from '../source/model.ts';
import {pathOf} from './reading/path.ts';
import {config} from './steps/configuration.ts';
import {busy, idle} from './steps/idle.ts';
import {haproxy, url} from './steps/target.ts';
import {path, timers} from './steps/told.ts';

const aliveFor = (seen: Idle | undefined): Milliseconds => {
	if (seen?.outcome === 'survived') return seen.ms ?? 0;
	return typeof seen?.afterMs === 'number' ? seen.afterMs * 0.9 : (seen?.afterMs?.[0] ?? 0);
};

/** How long a connection to the public place is known to have lived: in silence, and at all. */
type Lived = {readonly silent: Milliseconds; readonly age: Milliseconds};

const livedFor = (known: Known): Lived => {
	const silent = aliveFor(known(idle));
	return {silent, age: Math.max(silent, aliveFor(known(busy)))};
};

/** A vendor's default that the connection has outlived is not at work. */
const atWork = (timer: Timer, {silent, age}: Lived): Timer => {
	const {kind, origin, ms, upTo} = timer;
	const alive = kind === 'idle' ? silent : kind === 'lifetime' ? age : 0;
	return origin === 'default' && ms !== null && (upTo ?? ms) < alive ? {...timer, applies: false} : timer;
};

/** No idle timer that anyone would set is shorter: what ends sooner ends for another reason. */
const atOnce = 1000;

/** The silence that was seen to end a connection, whoever's clock it was; nothing where an age ended it, which no heartbeat prevents. */
const fatalSilence = (known: Known): Milliseconds | undefined => {
	const seen = known(idle);
	if (seen?.outcome !== 'closed' || seen.afterMs === undefined || known(busy)?.outcome === 'closed') return;
	const from = typeof seen.afterMs === 'number' ? seen.afterMs : seen.afterMs[0];
	return from >= atOnce ? from : undefined;
};

const shorter = (...pauses: ReadonlyArray<Milliseconds | undefined>): Milliseconds | undefined => {
	const known = pauses.filter(pause => pause !== undefined);
	return known.length > 0 ? Math.min(...known) : undefined;
};

/** Whether the silence was seen to end well before this clock. */
const isAfterCut = (known: Known, timer: Timer): boolean => {
	const seen = known(idle);
	if (seen?.outcome !== 'closed' || seen.afterMs === undefined || timer.ms === null) return false;
	const end = typeof seen.afterMs === 'number' ? seen.afterMs : seen.afterMs[1];
	return timer.ms > end && agreesInTime(timer, seen.afterMs) === 'contradicted';
};

/** Every hop that is known, client first, with the clocks that may be at work in view of how long connections have lived. */
export const hopsAtWork = (known: Known): Path => {
	const lived = livedFor(known);
	const way = {url: known(url), haproxy: known(haproxy), config: known(config), path: known(path), timers: known(timers)};
	return pathOf(way).map(hop => ({...hop, timers: hop.timers.map(timer => atWork(timer, lived))}));
};

/** Every clock known on the path, client first; the one that fires first on a silent connection is binding. */
export const clocksOf = (known: Known): Clocks => {
	const hops = hopsAtWork(known);
	const binding = predict(hops, {pause: null})[0]?.timer;
	const silence = fatalSilence(known);
	const pause = shorter(safeHeartbeat(hops), silence && pauseBelow(silence));
	const late = binding && isAfterCut(known, binding);
	const shown = (timer: Timer) => ({...timer, binding: timer === binding, ...(late && timer === binding && {afterCut: true as const})});
	return {timers: hops.flatMap(hop => hop.timers.map(shown)), ...(pause !== undefined && {safeHeartbeat: pause})};
};
