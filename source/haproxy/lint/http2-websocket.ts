import {labelOf, statementsOf} from '../proxies.ts';
import type {Section, Statement} from '../types.ts';
import {atLeast, releaseOf} from '../version.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {wordReplacement} from './fixes.ts';
import {globalLine} from './globals.ts';
import {statementAt, wordsAt} from './places.ts';
import {indexAfter, serverLines, serverValue, valueAfter} from './servers.ts';

const protocols = (line: Statement): readonly string[] => (valueAfter(line, 'alpn') ?? '').split(',');
const offersOnlyHttp2 = (line: Statement): boolean =>
	valueAfter(line, 'proto') === 'h2' || (protocols(line).includes('h2') && !protocols(line).includes('http/1.1'));

// May 2026: extended CONNECT of Chrome is refused (haproxy/haproxy issue 3355).
const broken: ReadonlySet<string> = new Set(['3.0.22', '3.2.18', '3.3.9']);

const whyBroken = ({version}: Scene): string | undefined => {
	if (!version) return undefined;
	if (broken.has(releaseOf(version)))
		return `HAProxy ${releaseOf(version)} refuses WebSockets over HTTP/2 from Chrome; the next release of that branch mends it.`;
	return atLeast(version, 2, 4) ? undefined : `HAProxy ${releaseOf(version)} has no extended CONNECT (RFC 8441, since 2.4).`;
};

const towardsClients = (scene: Scene, frontend: Section): readonly Draft[] => {
	const {configuration} = scene;
	const binds = statementsOf(frontend, 'bind');
	const reason = globalLine(configuration, 'h2-workaround-bogus-websocket-clients') ? undefined : whyBroken(scene);
	return binds.flatMap((bind): readonly Draft[] => {
		const index = Math.max(indexAfter(bind, 'alpn'), indexAfter(bind, 'proto'));
		if (offersOnlyHttp2(bind)) {
			return [
				{
					severity: 'risk',
					location: wordsAt(configuration, bind, index - 1, index),
					title: `${labelOf(frontend)} offers HTTP/2 only: most WebSocket clients speak HTTP/1.1`,
					why: 'Clients without extended CONNECT (RFC 8441) cannot open a WebSocket here.',
					fixes: valueAfter(bind, 'alpn') ? [wordReplacement(configuration, bind, index, 'h2,http/1.1', 'Offer both')] : [],
				},
			];
		}
		if (!reason || !protocols(bind).includes('h2')) return [];
		return [
			{
				severity: 'risk',
				location: wordsAt(configuration, bind, index - 1, index),
				title: `${labelOf(frontend)} offers HTTP/2, over which this release cannot carry WebSockets`,
				why: `${reason} The global keyword h2-workaround-bogus-websocket-clients keeps browsers on HTTP/1.1 for them.`,
				fixes: [],
			},
		];
	});
};

const towardsServers = ({configuration}: Scene, backend: Section): readonly Draft[] =>
	serverLines(backend)
		.filter(server => offersOnlyHttp2(server) && serverValue(backend, server, 'ws') === undefined)
		.map(server => ({
			severity: 'risk',
			location: statementAt(configuration, server),
			title: `server ${server.words[1]?.text} of ${labelOf(backend)} is asked for WebSockets over HTTP/2`,
			why: 'That works only if the server knows extended CONNECT (RFC 8441); others answer nothing that HAProxy can use, and clients get 502. With ws h1 (2.5 and later) and http/1.1 in alpn the upgrade goes over HTTP/1.1.',
			fixes: [],
		}));

/** HTTP/2 where WebSockets over it cannot work. */
export const http2Websocket = lintRule(
	'config/http2-websocket',
	scene => {
		const routes = scene.reached.map(({route}) => route).filter(({mode}) => mode === 'http');
		return [
			...[...new Set(routes.map(({frontend}) => frontend))].flatMap(frontend => towardsClients(scene, frontend)),
			...[...new Set(routes.map(({backend}) => backend))].flatMap(backend => towardsServers(scene, backend)),
		];
	},
	/h2/,
);
