import {labelOf} from '../proxies.ts';
import type {Route} from '../types.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {insertion, replacement} from './fixes.ts';
import {groupedBy} from './groups.ts';
import {noticesVanishedClients} from './keepalive.ts';
import {headerAt, wordFrom} from './places.ts';
import {durationWords, idleWords, routeWords} from './words.ts';

const day = 86_400_000;

const endless = ({configuration}: Scene, route: Route): Draft => ({
	severity: noticesVanishedClients(route.frontend) ? 'risk' : 'problem',
	location: headerAt(configuration, route.backend),
	title: `Nothing ends a silent WebSocket on ${routeWords(route)}`,
	why: 'No tunnel, client or server timer is in force. Clients that vanish without a word keep their slot and two descriptors until the next restart.',
	fixes: [insertion(configuration, route.backend, 'timeout tunnel 1h', `Limit silence in ${labelOf(route.backend)}`)],
});

const days = ({configuration}: Scene, {timers: {tunnel}, idle, frontend, backend}: Route): readonly Draft[] => {
	if (noticesVanishedClients(frontend) || !idle.location || typeof idle.ms !== 'number') return [];
	return [
		{
			severity: 'risk',
			location: wordFrom(configuration, idle.location),
			title: `A silent WebSocket on ${routeWords({frontend, backend})} ${idleWords(idle)}`,
			why: `For ${durationWords(idle.ms)} a vanished client holds its slot and two descriptors; nothing else on this route notices that it is gone.`,
			fixes: tunnel ? [replacement(configuration, tunnel.location, tunnel.written, '2h', 'Shorten it, and let the application send pings')] : [],
		},
	];
};

/** Nothing ends an open tunnel, or only after a day and more. */
export const tunnelUnlimited = lintRule('config/tunnel-unlimited', scene => {
	const routes = scene.reached.map(({route}) => route);
	const unlimited = groupedBy(
		routes.filter(({idle}) => idle.ms === null),
		({backend}) => backend,
	);
	const long = groupedBy(
		routes.filter(({idle}) => typeof idle.ms === 'number' && idle.ms >= day),
		({idle}) => `${idle.location?.file}:${idle.location?.line}`,
	);
	return [...[...unlimited.values()].map(([route]) => endless(scene, route)), ...[...long.values()].flatMap(([route]) => days(scene, route))];
});
