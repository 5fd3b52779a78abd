import {inForce, statementsOf} from '../proxies.ts';
import {hasLines} from '../statements.ts';
import type {Section, Statement} from '../types.ts';

// Most often one of them is empty, and nothing has to be copied.
const joined = (one: readonly Statement[], other: readonly Statement[]): readonly Statement[] =>
	one.length === 0 ? other : other.length === 0 ? one : [...one, ...other];

/** The `server` and `server-template` lines of a backend. */
export const serverLines = (section: Section): readonly Statement[] => joined(statementsOf(section, 'server'), statementsOf(section, 'server-template'));

/** The `default-server` lines that its servers start from, the outermost first. */
export const defaultServerLines = (section: Section): readonly Statement[] => {
	const own = statementsOf(section, 'default-server');
	return section.defaults ? joined(defaultServerLines(section.defaults), own) : own;
};

export const hasWord = ({words}: Statement, word: string): boolean => {
	for (let at = 0; at < words.length; at += 1) if (words[at]?.text === word) return true;
	return false;
};

/** The index of the word behind another one, -1 where there is none. */
export const indexAfter = ({words}: Statement, word: string): number => {
	for (let at = 1; at < words.length; at += 1) if (words[at]?.text === word) return at + 1 < words.length ? at + 1 : -1;
	return -1;
};

/** What stands behind a word of a line: `valueAfter(server, 'maxconn')`. */
export const valueAfter = (statement: Statement, word: string): string | undefined => statement.words[indexAfter(statement, word)]?.text;

/** What a server is given by its own line, else by `default-server`. */
export const serverValue = (section: Section, server: Statement, word: string): string | undefined =>
	valueAfter(server, word) ?? defaultServerLines(section).reduce<string | undefined>((before, line) => valueAfter(line, word) ?? before, undefined);

export const serverHas = (section: Section, server: Statement, word: string): boolean =>
	hasWord(server, word) || (!hasWord(server, `no-${word}`) && defaultServerLines(section).some(line => hasWord(line, word)));

/** Lines of a keyword that adds up: the section's own, else all that it inherits. */
export const linesInForce = (section: Section, keyword: string): readonly Statement[] =>
	section.defaults && !hasLines(section, keyword) ? linesInForce(section.defaults, keyword) : statementsOf(section, keyword);

/** Rules run in addition to those of the `defaults` (manual §4). */
export const rulesIn = (section: Section, keyword: string): readonly Statement[] => {
	const own = statementsOf(section, keyword);
	return section.defaults ? joined(statementsOf(section.defaults, keyword), own) : own;
};

/** The number of connections that a line allows; undefined when it says nothing, or not in figures. */
export const limitIn = (text: string | undefined): number | undefined => (text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined);

/** `maxconn` of a frontend, its own or inherited. */
export const frontendLimit = (frontend: Section): {readonly limit: number; readonly statement: Statement} | undefined => {
	const statement = inForce(frontend, 'maxconn').at(-1);
	const limit = limitIn(statement?.words[1]?.text);
	return statement && limit !== undefined ? {limit, statement} : undefined;
};
