import {labelOf} from '../proxies.ts';
import type {Section, Statement} from '../types.ts';
import {lintRule} from './finding.ts';
import {groupedBy} from './groups.ts';
import {placeOf, wordsAt} from './places.ts';
import {defaultServerLines, indexAfter, serverLines, valueAfter} from './servers.ts';

type Line = {readonly section: Section; readonly statement: Statement};

const cutting = (sections: readonly Section[], linesOf: (section: Section) => readonly Statement[]): readonly Line[] => {
	const found: Line[] = [];
	for (const section of sections) {
		for (const statement of linesOf(section)) if (valueAfter(statement, 'on-marked-down') === 'shutdown-sessions') found.push({section, statement});
	}
	return found;
};

/** A server that goes down, or into maintenance, takes its tunnels with it. */
export const markedDownCutsTunnels = lintRule(
	'config/marked-down-cuts-tunnels',
	({configuration, backends}) => {
		const lines = [...cutting(backends, defaultServerLines), ...cutting(backends, serverLines)];
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
	},
	/on-marked-down/,
);
