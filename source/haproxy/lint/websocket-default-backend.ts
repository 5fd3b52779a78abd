import {switchConditions} from '../conditions.ts';
import {labelOf} from '../proxies.ts';
import {type Draft, lintRule} from './finding.ts';
import {insertion} from './fixes.ts';
import {headerAt, placeOf} from './places.ts';
import {isMisplaced, lacking} from './tunnels.ts';
import {idleWords} from './words.ts';

/** No rule of a frontend that routes is about WebSockets, so they fall into a default that was made for short requests. */
export const websocketDefaultBackend = lintRule('config/websocket-default-backend', ({configuration, reached}) =>
	lacking(reached)
		.filter(({route, traffic}) => traffic !== 'aimed' && route.mode === 'http' && route.when === undefined && !isMisplaced(route))
		.filter(({route: {frontend, backend}}) => frontend !== backend && switchConditions(frontend).size > 0)
		.map(
			({route: {frontend, backend, idle, rule}}): Draft => ({
				severity: 'risk',
				location: headerAt(configuration, frontend),
				title: `No rule of ${labelOf(frontend)} is about WebSockets: they fall into ${labelOf(backend)}`,
				why: `Its other traffic has rules, and WebSockets share the default${rule ? ` (${placeOf(rule)})` : ''} with short requests: a silent one ${idleWords(idle)}.`,
				fixes: [
					insertion(
						configuration,
						frontend,
						'acl is_websocket hdr(Upgrade) -i websocket',
						'Tell them apart, and give them a backend of their own with use_backend',
					),
				],
			}),
		),
);
