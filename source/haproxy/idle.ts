import type {EffectiveTimer, Idle, Timers} from './types.ts';

type By = NonNullable<Idle['by']>;

const by = (timer: EffectiveTimer): Idle => ({ms: timer.ms, by: `timeout ${timer.name}` as By, location: timer.location, section: timer.section});

const unlimited: Idle = {ms: null};

/**
 * What ends a silent WebSocket (facts measured on 2.4 to 3.4): a tunnel timer replaces client and server;
 * without one the shorter of them, and where they are equal the client's, which is how HAProxy logs it.
 */
export const idleOf = ({client, server, tunnel}: Timers): Idle => {
	if (tunnel && tunnel.ms !== null) return by(tunnel);
	const [first, second] = [client, server].filter(timer => timer !== undefined && timer.ms !== null);
	if (!first) return unlimited;
	if (!second) return by(first);
	if (typeof first.ms !== 'number' || typeof second.ms !== 'number') return {ms: undefined};
	return by(second.ms < first.ms ? second : first);
};

/** Of two passes through HAProxy the shorter clock wins, the outer one when they are equal. */
export const shorterPass = (outer: Idle, inner: Idle): Idle => {
	if (inner.ms === null) return outer;
	if (outer.ms === null) return {...inner, inner: true};
	if (outer.ms === undefined || inner.ms === undefined) return {ms: undefined};
	return inner.ms < outer.ms ? {...inner, inner: true} : outer;
};
