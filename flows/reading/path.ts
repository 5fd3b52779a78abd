import type {ConfigurationText, Hop, Milliseconds, OperatorTimer, Path, Timer} from '../../source/model.ts';
import {canonical, hopOf} from '../../source/products/index.ts';
import {idleClocks, routesMet} from './configuration.ts';
import {passesOf} from './haproxy-hop.ts';
import {withOperator} from './operator-timers.ts';
import {isApplication, isHaproxy} from './suspects.ts';

/** What is known of the way from client to application. */
export type Way = {
	readonly url?: string | undefined;
	readonly haproxy?: string | undefined;
	readonly config?: ConfigurationText | undefined;
	readonly path?: readonly string[] | undefined;
	readonly timers?: readonly OperatorTimer[] | undefined;
};

/** Where nobody has named it, HAProxy stands before the application. */
const withHaproxy = (hops: readonly Hop[]): readonly Hop[] => {
	if (hops.some(isHaproxy)) return hops;
	const application = hops.findIndex(isApplication);
	const at = application === -1 ? hops.length : application;
	return [...hops.slice(0, at), hopOf('haproxy'), ...hops.slice(at)];
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
