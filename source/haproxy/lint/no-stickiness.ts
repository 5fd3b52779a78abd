import {inForce, labelOf} from '../proxies.ts';
import {lintRule} from './finding.ts';
import {headerAt} from './places.ts';
import {valueAfter} from './servers.ts';
import {activeServers, isSticky} from './stickiness.ts';

const several = (servers: ReturnType<typeof activeServers>): boolean =>
	servers.length > 1 || servers.some(server => server.words[0]?.text === 'server-template' && valueAfter(server, 'server-template') !== '1');

/** Several servers, and nothing that pins a client to one of them. */
export const noStickiness = lintRule('config/no-stickiness', ({configuration, backends}) =>
	backends
		.map(backend => ({backend, servers: activeServers(backend)}))
		.filter(({backend, servers}) => several(servers) && !isSticky(backend))
		.map(({backend, servers: {length}}) => ({
			severity: 'note',
			location: headerAt(configuration, backend),
			title: `Nothing pins a client to one of the ${length === 1 ? 'servers' : `${length} servers`} of ${labelOf(backend)}`,
			why: `balance ${inForce(backend, 'balance').at(-1)?.words[1]?.text ?? 'roundrobin'} picks anew at each connection. That is right for servers that share their state, and breaks polling before the upgrade (Socket.IO, SockJS) and state in memory.`,
			fixes: [],
		})),
);
