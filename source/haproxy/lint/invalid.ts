import {droppedLines} from './deprecated-keyword.ts';
import {lintRule} from './finding.ts';
import {placeOf, wordFrom} from './places.ts';

/** What HAProxy itself refuses. */
export const invalid = lintRule('config/invalid', ({configuration}) => {
	const dropped = droppedLines(configuration);
	return configuration.problems
		.filter(({location}) => !dropped.has(placeOf(location)))
		.map(({location, says}) => ({
			severity: 'problem',
			location: wordFrom(configuration, location),
			title: `HAProxy refuses this line: ${says}`,
			why: 'It would not start with this file. A reload keeps the old process with the old configuration, so that changes seem to have no effect.',
			fixes: [],
		}));
});
