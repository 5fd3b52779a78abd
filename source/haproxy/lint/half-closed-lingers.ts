import {labelOf} from '../proxies.ts';
import type {EffectiveTimer, Route} from '../types.ts';
import {atLeast} from '../version.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {insertion} from './fixes.ts';
import {groupedBy} from './groups.ts';
import {placeOf, wordFrom} from './places.ts';
import {durationWords, routeWords} from './words.ts';

const hour = 3_600_000;

const isSet = (timer: EffectiveTimer | undefined) => timer !== undefined && timer.ms !== null;

/** Whether `server-fin` still shortens a half-close on this route; in mode http it has done nothing since 2.9. */
const helps = ({version}: Scene, {mode}: Route): boolean => mode === 'tcp' || atLeast(version, 2, 9) !== true;

const draft = (scene: Scene, route: Route, tunnel: EffectiveTimer & {readonly ms: number}): readonly Draft[] => {
	const {configuration} = scene;
	const fin = [route.timers['server-fin'], route.timers['client-fin']].find(isSet);
	if (helps(scene, route)) {
		if (isSet(route.timers['server-fin'])) return [];
		const only = route.mode === 'tcp' ? '' : ' In mode http it works up to 2.8 only.';
		return [
			{
				severity: 'note',
				location: wordFrom(configuration, tunnel.location),
				title: `A half-closed WebSocket on ${routeWords(route)} stays for ${durationWords(tunnel.ms)}`,
				why: `When the client has closed and the server has not, HAProxy waits for the whole tunnel timer. timeout server-fin shortens that.${only}`,
				fixes: [insertion(configuration, route.backend, 'timeout server-fin 30s', `Shorten the wait in ${labelOf(route.backend)}`)],
			},
		];
	}
	if (!fin) return [];
	return [
		{
			severity: 'note',
			location: wordFrom(configuration, fin.location),
			title: `timeout ${fin.name} does nothing in mode http since 2.9`,
			why: `A half-closed WebSocket on ${routeWords(route)} stays for the whole tunnel timer, ${durationWords(tunnel.ms)} (${placeOf(tunnel.location)}); only a shorter one helps, with a heartbeat.`,
			fixes: [],
		},
	];
};

/** A half-closed tunnel stays for the whole tunnel timer. */
export const halfClosedLingers = lintRule('config/half-closed-lingers', scene => {
	const long = scene.reached.flatMap(({route}) => {
		const {tunnel} = route.timers;
		return tunnel && typeof tunnel.ms === 'number' && tunnel.ms > hour ? [{route, tunnel: {...tunnel, ms: tunnel.ms}}] : [];
	});
	return [...groupedBy(long, ({tunnel}) => placeOf(tunnel.location)).values()].flatMap(([{route, tunnel}]) => draft(scene, route, tunnel));
});
