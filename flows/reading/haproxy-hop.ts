import {hasOption} from '../../source/haproxy/proxies.ts';
import type {EffectiveTimer, Route, TimerName} from '../../source/haproxy/types.ts';
import type {Hop, Timer, TimerKind} from '../../source/model.ts';

/** What each of HAProxy's timers limits; others are left out. The idle clocks first, for they are what a report is read for. */
export const kinds: Partial<Record<TimerName, TimerKind>> = {
	tunnel: 'idle',
	client: 'idle',
	server: 'idle',
	'http-request': 'handshake',
	queue: 'handshake',
	connect: 'handshake',
	'client-fin': 'drain',
	'server-fin': 'drain',
};
const order = Object.keys(kinds) as readonly TimerName[];

/** A tunnel timer in force replaces client and server altogether (HAProxy manual §4.2 "timeout tunnel"). */
const applies = ({name}: EffectiveTimer, {timers}: Route) => !(timers.tunnel && timers.tunnel.ms !== null && (name === 'client' || name === 'server'));

/** With `option independent-streams` what is sent on a side no longer counts for its timer, so that each side's own bytes have to (HAProxy manual §4.2). */
const independent = ({name}: EffectiveTimer, {frontend, backend}: Route): Timer['resetBy'] => {
	const [client, server] = [frontend, backend].map(section => hasOption(section, 'independent-streams'));
	if (name === 'client') return client ? 'client' : undefined;
	if (name === 'server') return server ? 'server' : undefined;
	if (name !== 'tunnel' || !(client || server)) return;
	return client && server ? 'each' : client ? 'client' : 'server';
};

/** HAProxy ends a tunnel by FIN, and by RST where it may not linger (measured on 2.6.12). */
const endingOf = ({frontend}: Route) => (hasOption(frontend, 'nolinger') ? 'rst' : 'fin');

/** One of HAProxy's timers as a clock; what cannot be known here is none. */
export const clockOf = (timer: EffectiveTimer, route: Route): Timer | undefined => {
	const kind = kinds[timer.name];
	if (!kind || timer.ms === undefined) return;
	const {ms, location, written} = timer;
	const resetBy = independent(timer, route);
	return {
		...{
			hop: 'haproxy',
			name: `timeout ${timer.name}`,
			ms,
			kind,
			origin: 'configured',
			applies: applies(timer, route),
			ending: endingOf(route),
			location,
			written,
		},
		...(resetBy && {resetBy}),
	};
};

/** HAProxy as hops, one for each pass of the route. */
export const passesOf = (route: Route): readonly Hop[] => {
	const clocks = order.flatMap(name => route.timers[name] ?? []).flatMap(timer => clockOf(timer, route) ?? []);
	const [inner] = route.inner ?? [];
	return [{product: 'haproxy', layer: 'haproxy', timers: clocks}, ...(inner ? passesOf(inner) : [])];
};
