import {parseTime} from '../time.ts';
import type {Statement} from '../types.ts';
import {atLeast} from '../version.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {wordReplacement} from './fixes.ts';
import {globalLine} from './globals.ts';
import {headerAt, statementAt} from './places.ts';
import {limitIn} from './servers.ts';
import {durationWords} from './words.ts';

// Longer than most sessions; and more reloads than there are in a working day.
const enoughTime = 12 * 3_600_000;
const enoughReloads = 100;

const hardStop = ({configuration}: Scene, statement: Statement | undefined): readonly Draft[] => {
	const word = statement?.words[1];
	const time = word && word.unknown === undefined ? parseTime(word.text) : undefined;
	if (!statement || !time || 'refused' in time || time.ms === 0 || time.ms >= enoughTime) return [];
	return [
		{
			severity: 'risk',
			location: statementAt(configuration, statement),
			title: `Every reload ends all WebSockets from before it ${durationWords(time.ms)} later`,
			why: 'hard-stop-after limits how long the old process may serve on. Without it the old process lives until its last tunnel ends.',
			fixes: [wordReplacement(configuration, statement, 1, '12h', 'Give them longer than a typical session')],
		},
	];
};

const reloads = ({configuration}: Scene, statement: Statement | undefined): readonly Draft[] => {
	const limit = limitIn(statement?.words[1]?.text);
	if (!statement || limit === undefined || limit >= enoughReloads) return [];
	return [
		{
			severity: 'risk',
			location: statementAt(configuration, statement),
			title: `A WebSocket that has seen more than ${limit} reloads is cut without a line in the log`,
			why: 'mworker-max-reloads ends an old process that survived so many reloads, and its tunnels with it.',
			fixes: [wordReplacement(configuration, statement, 1, '500', 'Allow enough reloads for a day')],
		},
	];
};

// Since 3.3 the limit is 50 even where nobody wrote it.
const builtIn = ({configuration, version, reached}: Scene): readonly Draft[] => {
	const global = configuration.sections.find(({kind}) => kind === 'global');
	if (!atLeast(version, 3, 3) || !global || reached.length === 0) return [];
	return [
		{
			severity: 'note',
			location: headerAt(configuration, global),
			title: 'A WebSocket that has seen more than 50 reloads is cut without a line in the log',
			why: 'mworker-max-reloads is 50 since HAProxy 3.3, even where it is not written.',
			fixes: [],
		},
	];
};

/** Tunnels of an old process end some time after a reload. */
export const reloadCutsTunnels = lintRule('config/reload-cuts-tunnels', scene => {
	const limit = globalLine(scene.configuration, 'mworker-max-reloads');
	return [...hardStop(scene, globalLine(scene.configuration, 'hard-stop-after')), ...(limit ? reloads(scene, limit) : builtIn(scene))];
});
