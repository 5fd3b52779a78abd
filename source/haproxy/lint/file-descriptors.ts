import {lintRule} from './finding.ts';
import {globalLine} from './globals.ts';
import {placeOf, statementAt} from './places.ts';
import {limitIn} from './servers.ts';

/** A limit on descriptors that is below two for each connection. */
export const fileDescriptors = lintRule(
	'config/file-descriptors',
	({configuration}) => {
		const connections = globalLine(configuration, 'maxconn');
		const most = limitIn(connections?.words[1]?.text);
		if (!connections || most === undefined) return [];
		return ['ulimit-n', 'fd-hard-limit'].flatMap(keyword => {
			const statement = globalLine(configuration, keyword);
			const limit = limitIn(statement?.words[1]?.text);
			if (!statement || limit === undefined || limit === 0 || limit >= 2 * most) return [];
			return [
				{
					severity: keyword === 'ulimit-n' ? 'problem' : 'risk',
					location: statementAt(configuration, statement),
					title: `${keyword} ${limit} is too few for maxconn ${most}: a tunnel needs two descriptors`,
					why: `maxconn ${most} (${placeOf(connections.location)}) needs ${2 * most} and some more for listeners, checks and logs. HAProxy does not start with too few, unless strict-limits is off; then it fails at the peak.`,
					fixes: [],
				},
			];
		});
	},
	/ulimit-n|fd-hard-limit/,
);
