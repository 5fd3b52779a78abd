import {labelOf} from '../proxies.ts';
import type {Section} from '../types.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {globalLine} from './globals.ts';
import {groupedBy} from './groups.ts';
import {headerAt, placeOf, statementAt} from './places.ts';
import {frontendLimit, limitIn, serverValue} from './servers.ts';
import {activeServers} from './stickiness.ts';
import {sectionWords} from './words.ts';

const aboveProcess = ({configuration, frontends}: Scene): readonly Draft[] => {
	const process = globalLine(configuration, 'maxconn');
	const most = limitIn(process?.words[1]?.text);
	if (!process || most === undefined) return [];
	const limits = frontends.flatMap(frontend => {
		const own = frontendLimit(frontend);
		return own && own.limit > most ? [{frontend, ...own}] : [];
	});
	return [...groupedBy(limits, ({statement}) => placeOf(statement.location)).values()].map(group => ({
		severity: 'risk',
		location: statementAt(configuration, group[0].statement),
		title: `maxconn ${group[0].limit} of ${sectionWords(group.map(({frontend}) => frontend))} is above the process's ${most}`,
		why: `The process stops at ${most} (${placeOf(process.location)}): then clients connect, wait in the kernel, and nothing is logged.`,
		fixes: [],
	}));
};

/** What all servers of a backend take together; undefined when one of them has no limit. */
const capacity = (backend: Section): number | undefined => {
	let total = 0;
	for (const server of activeServers(backend)) {
		const limit = server.words[0]?.text === 'server' ? limitIn(serverValue(backend, server, 'maxconn')) : undefined;
		if (!limit) return undefined;
		total += limit;
	}
	return total === 0 ? undefined : total;
};

const belowFrontend = ({configuration, reached}: Scene): readonly Draft[] => {
	const process = limitIn(globalLine(configuration, 'maxconn')?.words[1]?.text) ?? Number.POSITIVE_INFINITY;
	const aimed = reached.filter(({traffic, route}) => traffic !== 'possible' && capacity(route.backend) !== undefined);
	return [...groupedBy(aimed, ({route}) => route.backend)].flatMap(([backend, ways]) => {
		const total = capacity(backend);
		const limits = ways.flatMap(({route}) => frontendLimit(route.frontend) ?? []);
		const most = Math.min(process, Math.max(0, ...limits.map(({limit}) => limit)));
		if (total === undefined || most <= total) return [];
		const line = limits.find(({limit}) => limit >= most)?.statement;
		return [
			{
				severity: 'risk',
				location: headerAt(configuration, backend),
				title: `The servers of ${labelOf(backend)} take ${total} connections, and ${most} are let in`,
				why: `Beyond ${total} upgrades wait in the queue${line ? ` (maxconn ${most}: ${placeOf(line.location)})` : ''}. WebSockets stay, so the queue does not move, and ends in 503.`,
				fixes: [],
			},
		];
	});
};

/** Limits that contradict each other. */
export const maxconnOrder = lintRule('config/maxconn-order', scene => [...aboveProcess(scene), ...belowFrontend(scene)], /maxconn/);
