import {labelOf} from '../proxies.ts';
import type {Route, Section} from '../types.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {insertion} from './fixes.ts';
import {groupedBy} from './groups.ts';
import {headerAt} from './places.ts';
import {lacksTunnel} from './tunnels.ts';
import {listWords, sectionWords} from './words.ts';

type Missing = {readonly proxy: Section; readonly home: Section; readonly name: 'client' | 'server' | 'connect'};

const usual = {client: '60s', server: '60s', connect: '5s'} as const;

// In mode tcp a tunnel timer does the work of client and server from the first byte on.
const missingOn = (route: Route): readonly Missing[] => {
	const unset = (name: Missing['name']) => (route.timers[name] === undefined ? true : route.timers[name].ms === null);
	const satisfied = (name: Missing['name']) => name !== 'connect' && route.mode === 'tcp' && !lacksTunnel(route);
	return (['client', 'server', 'connect'] as const)
		.filter(name => unset(name) && !satisfied(name))
		.map(name => {
			const proxy = name === 'client' ? route.frontend : route.backend;
			return {proxy, home: proxy.defaults ?? proxy, name};
		});
};

const draft = ({configuration}: Scene, home: Section, missing: readonly Missing[]): Draft => {
	const names = [...new Set(missing.map(({name}) => name))];
	const proxies = new Set(missing.map(({proxy}) => proxy));
	const timers = listWords(names.map(name => `timeout ${name}`));
	return {
		severity: 'risk',
		location: headerAt(configuration, home),
		title: `${timers} ${names.length === 1 ? 'is' : 'are'} not set for ${sectionWords(proxies)}: that wait has no limit`,
		why: 'Connections whose other end is gone, and requests to a server that hangs, stay for ever. HAProxy warns about it at each start and goes on.',
		fixes: names.map(name => insertion(configuration, home, `timeout ${name} ${usual[name]}`, `Set timeout ${name} in ${labelOf(home)}`)),
	};
};

/** `client`, `server` or `connect` is unset or 0, so unlimited. */
export const timeoutMissing = lintRule('config/timeout-missing', scene => {
	const missing = groupedBy(
		new Map(scene.routes.flatMap(missingOn).map(item => [`${item.name} ${item.proxy.location.file}:${item.proxy.location.line}`, item])).values(),
		({home}) => home,
	);
	return [...missing].map(([home, items]) => draft(scene, home, items));
});
