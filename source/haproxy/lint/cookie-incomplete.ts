import {backends, labelOf} from '../proxies.ts';
import type {Section, Statement} from '../types.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {groupedBy} from './groups.ts';
import {placeOf, statementAt} from './places.ts';
import {hasWord, serverValue} from './servers.ts';
import {activeServers, cookieLine} from './stickiness.ts';
import {listWords} from './words.ts';

const nameOf = ({words}: Statement) => words[1]?.text ?? '';

const unnamed = ({configuration}: Scene, backend: Section, cookie: Statement, server: Statement): Draft => ({
	severity: 'risk',
	location: statementAt(configuration, server),
	title: `server ${nameOf(server)} has no cookie, so its clients are not pinned`,
	why: `${labelOf(backend)} pins clients by the cookie ${cookie.words[1]?.text} (${placeOf(cookie.location)}); for this server HAProxy deletes it, and each reconnect is balanced anew.`,
	fixes: [],
});

const shared = ({configuration}: Scene, value: string, servers: readonly Statement[]): readonly Draft[] => {
	const [first, second] = servers;
	if (!first || !second) return [];
	return [
		{
			severity: 'risk',
			location: statementAt(configuration, second),
			title: `${listWords(servers.map(nameOf))} share the cookie ${value}`,
			why: `Clients of the second server come back to the first one (${placeOf(first.location)}).`,
			fixes: [],
		},
	];
};

const ofBackend = (scene: Scene, backend: Section): readonly Draft[] => {
	const cookie = cookieLine(backend);
	const servers = activeServers(backend).filter(server => server.words[0]?.text === 'server');
	if (!cookie || hasWord(cookie, 'dynamic') || servers.length < 2) return [];
	const named = servers.map(server => ({server, value: serverValue(backend, server, 'cookie')}));
	const missing = named.filter(({value}) => value === undefined).map(({server}) => unnamed(scene, backend, cookie, server));
	const groups = groupedBy(
		named.filter(({value}) => value !== undefined),
		({value}) => value,
	);
	return [
		...missing,
		...[...groups].flatMap(([value, group]) =>
			shared(
				scene,
				value ?? '',
				group.map(({server}) => server),
			),
		),
	];
};

/** A cookie pins clients, and not to every server. */
export const cookieIncomplete = lintRule(
	'config/cookie-incomplete',
	scene => backends(scene.configuration).flatMap(backend => ofBackend(scene, backend)),
	/cookie/,
);
