import {predict, safeHeartbeat} from '../source/clocks.ts';
import type {Clocks, Known, Path, Timer} from '../source/model.ts';
import {pathOf} from './reading/path.ts';
import {config} from './steps/configuration.ts';
import {idle} from './steps/idle.ts';
import {haproxy, url} from './steps/target.ts';
import {path, timers} from './steps/told.ts';

/** How long the public place is known to have been silent and alive. */
const survived = (known: Known): number => {
	const seen = known(idle);
	if (seen?.outcome === 'survived') return seen.ms ?? 0;
	return typeof seen?.afterMs === 'number' ? seen.afterMs * 0.9 : (seen?.afterMs?.[0] ?? 0);
};

/** A vendor's default that the connection has outlived is not at work. */
const atWork = (timer: Timer, alive: number): Timer =>
	timer.origin === 'default' && timer.kind === 'idle' && timer.ms !== null && (timer.upTo ?? timer.ms) < alive ? {...timer, applies: false} : timer;

/** Every clock known on the path, client first; the one that fires first on a silent connection is binding. */
export const clocksOf = (known: Known): Clocks => {
	const alive = survived(known);
	const way = {url: known(url), haproxy: known(haproxy), config: known(config), path: known(path), timers: known(timers)};
	const hops: Path = pathOf(way).map(hop => ({...hop, timers: hop.timers.map(timer => atWork(timer, alive))}));
	const binding = predict(hops, {pause: null})[0]?.timer;
	const pause = safeHeartbeat(hops);
	return {timers: hops.flatMap(hop => hop.timers.map(timer => ({...timer, binding: timer === binding}))), ...(pause !== undefined && {safeHeartbeat: pause})};
};
