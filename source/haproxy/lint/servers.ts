import {bindsOf} from '../addresses.ts';
import {inForce, statementsOf} from '../proxies.ts';
import {remember} from '../remember.ts';
import type {Section, Statement} from '../types.ts';

/** The `server` and `server-template` lines of a backend. */
export const serverLines = remember((section: Section): readonly Statement[] => [
	...statementsOf(section, 'server'),
	...statementsOf(section, 'server-template'),
]);

/** The `default-server` lines that its servers start from, the outermost first. */
export const defaultServerLines = remember((section: Section): readonly Statement[] => [
	...(section.defaults ? defaultServerLines(section.defaults) : []),
	...statementsOf(section, 'default-server'),
]);

export const hasWord = ({words}: Statement, word: string): boolean => words.some(({text}) => text === word);

/** The index of the word behind another one, -1 where there is none. */
export const indexAfter = ({words}: Statement, word: string): number => {
	const at = words.findIndex(({text}, index) => index > 0 && text === word);
	return at < 0 || at + 1 >= words.length ? -1 : at + 1;
};

/** What stands behind a word of a line: `valueAfter(server, 'maxconn')`. */
export const valueAfter = (statement: Statement, word: string): string | undefined => statement.words[indexAfter(statement, word)]?.text;

/** What a server is given by its own line, else by `default-server`. */
export const serverValue = (section: Section, server: Statement, word: string): string | undefined =>
	valueAfter(server, word) ??
	defaultServerLines(section)
		.map(line => valueAfter(line, word))
		.findLast(value => value !== undefined);

export const serverHas = (section: Section, server: Statement, word: string): boolean =>
	hasWord(server, word) || (!hasWord(server, `no-${word}`) && defaultServerLines(section).some(line => hasWord(line, word)));

/** Lines of a keyword that adds up: the section's own, else all that it inherits. */
export const linesInForce = (section: Section, keyword: string): readonly Statement[] => {
	const own = statementsOf(section, keyword);
	return own.length > 0 || !section.defaults ? own : linesInForce(section.defaults, keyword);
};

/** Rules run in addition to those of the `defaults` (manual §4). */
export const rulesIn = (section: Section, keyword: string): readonly Statement[] => [
	...(section.defaults ? statementsOf(section.defaults, keyword) : []),
	...statementsOf(section, keyword),
];

/** The `option NAME` line that is in force, if the option is set. */
export const optionLine = (section: Section, option: string): Statement | undefined => {
	const own = section.statements.findLast(({words: [first, second, third]}) =>
		first?.text === 'option' ? second?.text === option : second?.text === 'option' && third?.text === option,
	);
	if (own) return own.words[0]?.text === 'option' ? own : undefined;
	return section.defaults && optionLine(section.defaults, option);
};

/** The number of connections that a line allows; undefined when it says nothing, or not in figures. */
export const limitIn = (text: string | undefined): number | undefined => (text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined);

/** `maxconn` of a frontend, its own or inherited. */
export const frontendLimit = (frontend: Section): {readonly limit: number; readonly statement: Statement} | undefined => {
	const statement = inForce(frontend, 'maxconn').at(-1);
	const limit = limitIn(statement?.words[1]?.text);
	return statement && limit !== undefined ? {limit, statement} : undefined;
};

/** Whether clients reach a frontend by TLS that HAProxy takes off. */
export const takesTlsOff = (frontend: Section): boolean => bindsOf(frontend).some(({ssl}) => ssl);
