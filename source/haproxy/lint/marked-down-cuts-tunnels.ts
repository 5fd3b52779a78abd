import {labelOf} from '../proxies.ts';
import {lintRule} from './finding.ts';
import {groupedBy} from './groups.ts';
import {placeOf, wordsAt} from './places.ts';
import {defaultServerLines, indexAfter, serverLines, valueAfter} from './servers.ts';

/** A server that goes down, or into maintenance, takes its tunnels with it. */
export const markedDownCutsTunnels = lintRule('config/marked-down-cuts-tunnels', ({configuration, reached}) => {
	const sections = new Set(reached.map(({route}) => route.backend));
	const lines = [...sections].flatMap(section =>
		[...defaultServerLines(section), ...serverLines(section)]
			.filter(statement => valueAfter(statement, 'on-marked-down') === 'shutdown-sessions')
			.map(statement => ({section, statement})),
	);
	return [...groupedBy(lines, ({statement}) => placeOf(statement.location)).values()].map(([{section, statement}]) => {
		const at = indexAfter(statement, 'on-marked-down');
		return {
			severity: 'risk',
			location: wordsAt(configuration, statement, at - 1, at),
			title: `A failed check ends every WebSocket of that server in ${labelOf(section)}, and so does maintenance`,
			why: 'Without on-marked-down shutdown-sessions HAProxy leaves open tunnels alone when a server goes down, into maintenance or into drain.',
			fixes: [],
		};
	});
});
