import {clean} from '../text.ts';
import {checkCookie} from './check-cookie.ts';
import {checkNames} from './check-names.ts';
import {checkRouting} from './check-routing.ts';
import {checkRules} from './check-rules.ts';
import {checkTimeouts} from './check-timeouts.ts';
import {dropped, isKeyword, meant} from './keywords.ts';
import type {Configuration, Problem, Section, Statement, Word} from './types.ts';

/** What HAProxy refuses about one line. */
export type Check = (statement: Statement, section: Section) => Refusal | undefined;

/** Why HAProxy refuses a line, and the word that is to blame if it is not the first one. */
export type Refusal = string | {readonly says: string; readonly word: Word};

const modes: ReadonlySet<string> = new Set(['http', 'tcp', 'health', 'log', 'spop', 'haterm']);

const mode: Check = ({words}) => {
	const value = words[1];
	const extra = words[2];
	if (extra) return `unexpected '${clean(extra.text, 40)}' behind the mode`;
	if (!value) return `'mode' needs a value`;
	return value.unknown !== undefined || modes.has(value.text) ? undefined : `unknown mode '${clean(value.text, 40)}'`;
};

const prefixed: Check = ({words: [prefix, keyword]}) =>
	keyword?.text === 'option' || keyword?.text === 'log'
		? undefined
		: `'${prefix?.text}' goes with 'option' and 'log' only, not with '${clean(keyword?.text ?? '', 40)}'`;

const needsName: Check = ({words}) => (words.length > 1 ? undefined : `'option' needs a name`);

const unknownKeyword = (keyword: string, section: Section): string => {
	const hint = meant(keyword);
	const since = dropped(keyword);
	if (since) return `'${keyword}' was dropped: HAProxy ${since} and later refuse it`;
	return `unknown keyword '${clean(keyword, 60)}' in a '${section.kind}' section${hint && hint !== keyword ? `: '${hint}' is the one that HAProxy knows` : ''}`;
};

const checks = new Map(Object.entries<Check>({mode, option: needsName, ...checkTimeouts, ...checkCookie, ...checkRouting, ...checkRules}));
const inProxies: ReadonlySet<string> = new Set(['defaults', 'frontend', 'backend', 'listen']);
const prefixes: ReadonlySet<string> = new Set(['no', 'default']);

const checkStatement = (statement: Statement, section: Section, inProxy: boolean): Refusal | undefined => {
	const first = statement.words[0];
	if (!first || first.unknown !== undefined) return undefined;
	const own = inProxy ? checks.get(first.text) : undefined;
	if (own) return own(statement, section);
	if (prefixes.has(first.text)) return inProxy ? prefixed(statement, section) : undefined;
	return isKeyword(section.kind, first.text) ? undefined : unknownKeyword(first.text, section);
};

const problemAt = ({location}: Statement, refusal: Refusal): Problem =>
	typeof refusal === 'string' ? {location, says: refusal} : {location: {...location, column: refusal.word.column}, says: refusal.says};

const checkSections = ({sections}: Configuration): readonly Problem[] => {
	const problems: Problem[] = [];
	for (const section of sections) {
		const inProxy = inProxies.has(section.kind);
		if (section.maybe) continue;
		for (const statement of section.statements) {
			const refusal = statement.maybe ? undefined : checkStatement(statement, section, inProxy);
			if (refusal !== undefined) problems.push(problemAt(statement, refusal));
		}
	}
	return problems;
};

/** What HAProxy refuses in lines that matter here; what is not checked is not called valid. */
export const check = (configuration: Configuration): readonly Problem[] => [...checkNames(configuration), ...checkSections(configuration)];
