import {conditionIn} from '../../source/haproxy/condition.ts';
import {decide} from '../../source/haproxy/decide.ts';
import {factsOf} from '../../source/haproxy/facts.ts';
import {formatted} from '../../source/haproxy/format.ts';
import {rulesIn} from '../../source/haproxy/lint/servers.ts';
import {safeRegex} from '../../source/haproxy/regex.ts';
import {requestOf} from '../../source/haproxy/request.ts';
import type {Section, Statement} from '../../source/haproxy/types.ts';
import type {ConfigurationText, Location} from '../../source/model.ts';
import {routeOf} from './servers.ts';

type Change = (url: string, words: readonly string[]) => string | undefined;

const queryOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');
const pathOf = (url: string): string => url.slice(0, url.length - queryOf(url).length);

/** `\1` of HAProxy is `$1` of JavaScript; a dollar sign means nothing there. */
const replacementOf = (text: string): string => text.replaceAll('$', '$$$$').replace(/\\(\d)/g, (_, digit) => (digit === '0' ? '$&' : `$${digit}`));

const replaced = (subject: string, [pattern = '', by = '']: readonly string[]): string | undefined => {
	const regex = safeRegex(pattern, false, subject.length);
	return regex && (regex.test(subject) ? subject.replace(regex, replacementOf(by)) : subject);
};

// What each action makes of path and query (manual §4.2, http-request).
const changes: Readonly<Record<string, Change>> = {
	'set-path': (url, [path]) => path && path + queryOf(url),
	'set-pathq': (_url, [path]) => path,
	'set-uri': (_url, [uri]) => (uri?.startsWith('/') ? uri : undefined),
	'replace-path': (url, words) => {
		const path = replaced(pathOf(url), words);
		return path && path + queryOf(url);
	},
	'replace-pathq': replaced,
	'replace-uri': replaced,
};

/** The path that a server is asked for in place of the URL's, and the first line that changes it. */
export type Rewritten = {readonly path: string; readonly location: Location; readonly says: string};

const isRewriting = ({words: [, action]}: Statement): boolean => Object.hasOwn(changes, action?.text ?? '');

type State = {readonly path: string; readonly by?: Statement};

/** One rule's work; undefined where nobody can say what it makes of the path. */
const step = (state: State, statement: Statement, section: Section, url: string): State | undefined => {
	const condition = conditionIn(statement.words, 2);
	const facts = {...factsOf(requestOf(url)), url: state.path};
	const truth = decide(condition, section, facts);
	if (truth === 'no') return state;
	const [, action, ...rest] = statement.words;
	const end = rest.findIndex(({text}) => text === 'if' || text === 'unless');
	const words = (end < 0 ? rest : rest.slice(0, end)).map(({text}) => formatted(text, facts));
	if (truth !== 'yes' || words.some(word => word === undefined)) return;
	const path = changes[action?.text ?? '']?.(state.path, words as string[]);
	if (path === undefined) return;
	return path === state.path ? state : {path, by: state.by ?? statement};
};

/** What the route's rules make of a URL's path; undefined where they leave it alone, or it cannot be known here. */
export const rewrittenPath = (config: ConfigurationText | undefined, url: string | undefined, haproxy?: string): Rewritten | undefined => {
	const route = routeOf(config, url, haproxy);
	if (!route || !url) return;
	const sections = route.frontend === route.backend ? [route.backend] : [route.frontend, route.backend];
	const rules = sections.flatMap(section =>
		rulesIn(section, 'http-request')
			.filter(isRewriting)
			.map(statement => ({section, statement})),
	);
	let state: State | undefined = {path: requestOf(url).path};
	for (const {section, statement} of rules) state = state && step(state, statement, section, url);
	return state?.by && {path: state.path, location: state.by.location, says: state.by.words.map(({text}) => text).join(' ')};
};
