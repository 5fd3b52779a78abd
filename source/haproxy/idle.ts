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
	const both = [client, server].filter(timer => timer !== undefined && timer.ms !== null) as EffectiveTimer[];
	const unknown = both.find(timer => timer.ms === undefined);
	if (unknown) return both.length === 1 ? by(unknown) : {ms: undefined};
	const [first, second] = both;
	if (!first) return unlimited;
	return by(second && second.ms! < first.ms! ? second : first);
};

/** Of two passes through HAProxy the shorter clock wins, the outer one when they are equal. */
export const shorterPass = (outer: Idle, inner: Idle): Idle => {
	if (inner.ms === null) return outer;
	if (outer.ms === null) return {...inner, inner: true};
	if (outer.ms === undefined || inner.ms === undefined) return {ms: undefined};
	return inner.ms < outer.ms ? {...inner, inner: true} : outer;
};
