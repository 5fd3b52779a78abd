import {labelOf} from '../proxies.ts';
import type {Section, Statement} from '../types.ts';
import {lintRule} from './finding.ts';
import {groupedBy} from './groups.ts';
import {headerAt} from './places.ts';
import {rulesIn, serverLines, serverValue} from './servers.ts';

const counter = /\b(?:sc\d*|src)_(?:conn|sess|http_req|gpc|gpt)\w*|^track-sc\d*$/;

const isLimiting = ({words}: Statement): boolean => words.some(({text}) => counter.test(text));

const limits = (section: Section): boolean => ['http-request', 'tcp-request', 'acl'].some(keyword => rulesIn(section, keyword).some(isLimiting));

const servesWithLimit = (backend: Section): boolean => {
	const servers = serverLines(backend);
	return servers.length > 0 && servers.every(server => serverValue(backend, server, 'maxconn') !== undefined);
};

/** Nothing limits how many WebSockets one client may open. */
export const noRateLimit = lintRule('config/no-rate-limit', ({configuration, reached}) => {
	const aimed = reached.filter(({traffic, route}) => traffic !== 'possible' && route.mode === 'http');
	return [...groupedBy(aimed, ({route}) => route.frontend)]
		.filter(([frontend, ways]) => !limits(frontend) && ways.some(({route}) => !limits(route.backend) && !servesWithLimit(route.backend)))
		.map(([frontend]) => ({
			severity: 'note',
			location: headerAt(configuration, frontend),
			title: `Nothing limits how many WebSockets one client of ${labelOf(frontend)} may open`,
			why: 'A client that loops, or all of them after an outage, can take every slot. A stick table with conn_cur and a deny rule, or maxconn on the servers, holds against it.',
			fixes: [],
		}));
});
