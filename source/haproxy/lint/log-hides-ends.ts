import {labelOf, modeOf, optionLine, statementsOf} from '../proxies.ts';
import type {Configuration, Section, Statement} from '../types.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {wordReplacement} from './fixes.ts';
import {groupedBy} from './groups.ts';
import {headerAt, placeOf, statementAt} from './places.ts';
import {linesInForce} from './servers.ts';
import {sectionWords} from './words.ts';

const hides = {
	logasap: 'The line is written at the 101 and never again: how and when a WebSocket ends leaves no trace.',
	'dontlog-normal': 'Ends by client or server (----) are not logged; only timeouts and errors are.',
} as const;

const options = ({configuration, frontends}: Scene): readonly Draft[] => {
	return (['logasap', 'dontlog-normal'] as const).flatMap(option => {
		const lines = frontends.flatMap(section => optionLine(section, option) ?? []);
		return [...groupedBy(lines, ({location}) => placeOf(location)).values()].map(
			([statement]): Draft => ({
				severity: 'risk',
				location: statementAt(configuration, statement),
				title: `option ${option} hides how WebSockets end`,
				why: hides[option],
				fixes: [wordReplacement(configuration, statement, 0, 'no option', 'Switch it off')],
			}),
		);
	});
};

const globalLogs = ({sections}: Configuration): readonly Statement[] =>
	sections.filter(({kind}) => kind === 'global').flatMap(section => statementsOf(section, 'log'));

/** The lines behind `log global`, and a proxy's own. */
const logsOf = (configuration: Configuration, frontend: Section): readonly Statement[] =>
	linesInForce(frontend, 'log').flatMap(statement => (statement.words[1]?.text === 'global' ? globalLogs(configuration) : [statement]));

const levels = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice'];

// `log ADDRESS [len N] [format F] … FACILITY [LEVEL]`: a level that stands last is the most that is sent.
const isFiltered = ({words}: Statement): boolean =>
	words.length > 3 && words.slice(3).some(({text}) => levels.includes(text)) && !words.slice(3).some(({text}) => text === 'info' || text === 'debug');

const hasFormat = (frontend: Section): boolean =>
	['httplog', 'tcplog', 'httpslog'].some(option => optionLine(frontend, option) !== undefined) || linesInForce(frontend, 'log-format').length > 0;

type Silent = {readonly frontend: Section; readonly title: string; readonly why: string; readonly severity: Draft['severity']};

const silent = (configuration: Configuration, frontend: Section): readonly Silent[] => {
	const logs = logsOf(configuration, frontend);
	if (logs.some(({words}) => words[1]?.unknown !== undefined)) return [];
	const [first] = logs;
	if (!first)
		return [{frontend, severity: 'note', title: 'writes no log', why: 'Without a log line nobody can tell which timer or which side ended a WebSocket.'}];
	if (logs.every(isFiltered))
		return [
			{
				frontend,
				severity: 'risk',
				title: 'logs no sessions',
				why: `Session lines have the level info, and every log line filters it (${placeOf(first.location)}).`,
			},
		];
	if (!hasFormat(frontend) && modeOf(frontend) !== undefined)
		return [
			{
				frontend,
				severity: 'risk',
				title: 'logs no ends',
				why: 'Without option httplog or tcplog the line is written when a connection comes in, not when it ends.',
			},
		];
	return [];
};

/** Disconnects leave no trace in the log. */
export const logHidesEnds = lintRule('config/log-hides-ends', scene => {
	const {configuration, frontends} = scene;
	const found = frontends.flatMap(frontend => silent(configuration, frontend));
	const groups = [...groupedBy(found, ({title}) => title).values()].map(
		(group): Draft => ({
			severity: group[0].severity,
			location: headerAt(configuration, group[0].frontend),
			title: `${group.length === 1 ? labelOf(group[0].frontend) : sectionWords(group.map(({frontend}) => frontend))} ${group[0].title}`,
			why: group[0].why,
			fixes: [],
		}),
	);
	return [...options(scene), ...groups];
});
