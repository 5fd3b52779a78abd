import {labelOf, optionLine} from '../proxies.ts';
import {lintRule} from './finding.ts';
import {wordReplacement} from './fixes.ts';
import {groupedBy} from './groups.ts';
import {placeOf, statementAt} from './places.ts';

/** `option independent-streams` is in force on a route that WebSockets take. */
export const independentStreams = lintRule(
	'config/independent-streams',
	({configuration, frontends, backends}) => {
		const lines = [...frontends, ...backends].flatMap(section => {
			const statement = optionLine(section, 'independent-streams');
			return statement ? [{statement, section}] : [];
		});
		return [...groupedBy(lines, ({statement}) => placeOf(statement.location)).values()].map(([{statement, section}]) => ({
			severity: 'risk',
			location: statementAt(configuration, statement),
			title: `One-way traffic no longer keeps a WebSocket of ${labelOf(section)} alive`,
			why: 'With option independent-streams each direction has its own clock: a connection on which only the server pushes ends at the timer although data flows all the time.',
			fixes: [wordReplacement(configuration, statement, 0, 'no option', 'Switch it off where WebSockets pass')],
		}));
	},
	/independent-streams/,
);
