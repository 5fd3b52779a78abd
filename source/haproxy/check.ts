import {clean} from '../text.ts';
import {proxyKinds} from './sections.ts';
import {parseTime} from './time.ts';
import {isTimerName, timerNames} from './timers.ts';
import type {Problem, Section, Statement} from './types.ts';

type Check = (statement: Statement, section: Section) => string | undefined;

const time = (text: string): string | undefined => {
	const read = parseTime(text);
	return 'refused' in read ? `'${clean(text, 40)}' is no time: ${read.refused}` : undefined;
};

const timeout: Check = ({words: [, name, value, extra]}) => {
	if (!name || name.unknown !== undefined) return name ? undefined : `'timeout' needs a name`;
	if (!isTimerName(name.text)) return `no 'timeout ${clean(name.text, 40)}': HAProxy knows ${timerNames.join(', ')}`;
	if (!value) return `'timeout ${name.text}' needs a value`;
	if (extra) return `unexpected '${clean(extra.text, 40)}' behind the value`;
	return value.unknown === undefined ? time(value.text) : undefined;
};

const mode: Check = ({words: [, value]}) => {
	if (!value) return `'mode' needs a value`;
	return value.unknown !== undefined || ['http', 'tcp', 'health', 'log', 'spop', 'haterm'].includes(value.text)
		? undefined
		: `unknown mode '${clean(value.text, 40)}'`;
};

const negatable: ReadonlySet<string> = new Set(['option', 'log']);

const prefixed: Check = ({words: [prefix, keyword]}) =>
	keyword && negatable.has(keyword.text) ? undefined : `'${prefix?.text}' does not go with '${clean(keyword?.text ?? '', 40)}': it takes 'option' and 'log'`;

const checks: Readonly<Record<string, Check>> = {timeout, mode, no: prefixed, default: prefixed};

const checkStatement = (statement: Statement, section: Section): readonly Problem[] => {
	const check = checks[statement.words[0]?.text ?? ''];
	const says = check && !statement.maybe ? check(statement, section) : undefined;
	return says === undefined ? [] : [{location: statement.location, says}];
};

/** What HAProxy refuses in lines that matter here; what is not checked is not called valid. */
export const checkSections = (sections: readonly Section[]): readonly Problem[] =>
	sections
		.filter(section => proxyKinds.has(section.kind) || section.kind === 'defaults')
		.flatMap(section => section.statements.flatMap(statement => checkStatement(statement, section)));
