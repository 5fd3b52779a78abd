import {hasOption} from '../../source/haproxy/proxies.ts';
import type {EffectiveTimer, Route, TimerName} from '../../source/haproxy/types.ts';
import type {ConfigurationText, Hop, HopLayer, Milliseconds, OperatorTimer, Path, Timer, TimerKind} from '../../source/model.ts';
import {canonical, hopOf} from '../../source/products/index.ts';
import {idleClocks, routesMet} from './configuration.ts';

/** What is known of the way from client to application. */
export type Way = {
	readonly url?: string | undefined;
	readonly haproxy?: string | undefined;
	readonly config?: ConfigurationText | undefined;
	readonly path?: readonly string[] | undefined;
	readonly timers?: readonly OperatorTimer[] | undefined;
};

// The idle clocks first, for they are what a report is read for.
const kinds: Partial<Record<TimerName, TimerKind>> = {
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
const passesOf = (route: Route): readonly Hop[] => {
	const clocks = order.flatMap(name => route.timers[name] ?? []).flatMap(timer => clockOf(timer, route) ?? []);
	const [inner] = route.inner ?? [];
	return [{product: 'haproxy', layer: 'haproxy', timers: clocks}, ...(inner ? passesOf(inner) : [])];
};

const behind: readonly HopLayer[] = ['app-server', 'framework'];

/** Where nobody has named it, HAProxy stands before the application. */
const withHaproxy = (hops: readonly Hop[]): readonly Hop[] => {
	if (hops.some(({layer}) => layer === 'haproxy')) return hops;
	const application = hops.findIndex(({layer}) => behind.includes(layer));
	const at = application === -1 ? hops.length : application;
	return [...hops.slice(0, at), hopOf('haproxy'), ...hops.slice(at)];
};

/** What a timer's name says of its kind; HAProxy's are known, and some of them end no tunnel. */
const kindOf = (hop: string, name: string): TimerKind => {
	if (hop === 'haproxy') return kinds[name.replace(/^timeout\s+/, '') as TimerName] ?? 'handshake';
	if (/ping|heartbeat|keep-?alive/i.test(name)) return 'heartbeat';
	if (/connect/i.test(name)) return 'handshake';
	return /max|lifetime|duration/i.test(name) ? 'lifetime' : 'idle';
};

const operatorClock = ({hop, name, ms}: OperatorTimer): Timer => {
	const product = canonical(hop);
	return {hop: product, name, ms: ms || null, kind: kindOf(product, name), origin: 'operator', applies: true};
};

/** A tunnel timer that was told supersedes the sides that were told, as it does in a file. */
const superseded = (own: readonly Timer[]): readonly Timer[] => {
	const tunnel = own.some(({hop, name, ms}) => hop === 'haproxy' && name === 'timeout tunnel' && ms !== null);
	return own.map(timer => (tunnel && /^timeout (client|server)$/.test(timer.name) ? {...timer, applies: false} : timer));
};

/** Adds the timers that the operator has set; the hop's defaults stay, for a setting may have been made in the wrong place. */
const withOperator = (hop: Hop, timers: readonly OperatorTimer[]): Hop => {
	const own = superseded(timers.filter(timer => canonical(timer.hop) === hop.product).map(operatorClock));
	const replaced = own.some(({kind}) => kind === 'idle' || kind === 'lifetime');
	return {...hop, timers: [...own, ...hop.timers.map(timer => (replaced && timer.origin === 'default' ? {...timer, applies: false} : timer))]};
};

/** Every hop that is known, client first, with its clocks. */
export const pathOf = ({url, haproxy, config, path = [], timers = []}: Way): Path => {
	const route = config && routesMet(config, url, haproxy).routes[0];
	const named = path.map(hopOf);
	const missing = [...new Set(timers.map(({hop}) => canonical(hop)))].filter(hop => !named.some(({product}) => product === hop)).map(hopOf);
	const hops = [...named, ...missing];
	const complete = config || haproxy ? withHaproxy(hops) : hops;
	return complete.flatMap(hop => (hop.layer === 'haproxy' && route ? passesOf(route) : [hop])).map(hop => withOperator(hop, timers));
};

const endsOpen = ({applies, kind}: Timer) => applies && (kind === 'idle' || kind === 'lifetime');

/** How long a silent connection may live on this path, by every clock that somebody knows, on whichever route: where the rungs of a silence test are worth placing. */
export const silentClocks = (way: Way & {readonly url: string}): readonly Milliseconds[] => [
	...idleClocks(way.config, way.url),
	...pathOf(way).flatMap(({timers}) => timers.filter(endsOpen).flatMap(({ms, upTo}) => [ms ?? [], upTo ?? []].flat())),
];
