import {remember} from './remember.ts';
import type {EffectiveTimer, Idle, Route, Timers} from './types.ts';

type By = NonNullable<Idle['by']>;

const by = (timer: EffectiveTimer): Idle => ({ms: timer.ms, by: `timeout ${timer.name}` as By, location: timer.location, section: timer.section});

const unlimited: Idle = {ms: null};

/**
 * What ends a silent WebSocket (facts measured on 2.4 to 3.4): a tunnel timer replaces client and server;
 * without one the shorter of them, and where they are equal the client's, which is how HAProxy logs it.
 */
export const idleOf = remember(({client, server, tunnel}: Timers): Idle => {
	if (tunnel && tunnel.ms !== null) return by(tunnel);
	const [first, second] = [client, server].filter(timer => timer !== undefined && timer.ms !== null);
	if (!first) return unlimited;
	if (!second) return by(first);
	if (typeof first.ms !== 'number' || typeof second.ms !== 'number') return {ms: undefined};
	return by(second.ms < first.ms ? second : first);
});

/** Of two passes through HAProxy the shorter clock wins, the outer one when they are equal. */
export const shorterPass = (outer: Idle, inner: Idle): Idle => {
	if (inner.ms === null) return outer;
	if (outer.ms === null) return {...inner, inner: true};
	if (outer.ms === undefined || inner.ms === undefined) return {ms: undefined};
	return inner.ms < outer.ms ? {...inner, inner: true} : outer;
};

/**
 * What ends a silent WebSocket that goes through HAProxy twice. As long as the inner pass is not decided,
 * the clock is known only if every way through gives the same.
 */
export const idleThrough = remember((inner: readonly Route[]) =>
	remember((outer: Idle): Idle => {
		const decided = inner.length === 1 && inner[0]?.chosen === 'yes';
		const ends = [...inner.map(route => shorterPass(outer, route.idle)), ...(decided ? [] : [outer])];
		return ends.every(end => end.ms === ends[0]?.ms) ? (ends[0] ?? outer) : {ms: undefined};
	}),
);
