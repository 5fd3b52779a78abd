import type {ConfigurationText, Location} from '../model.ts';
import {clean} from '../text.ts';
import {check} from './check.ts';
import {type Conditionals, createConditionals, directives} from './conditional.ts';
import {createEnvironment, type Environment, type Lookup} from './environment.ts';
import {mayBeSection} from './keywords.ts';
import {linesOf, type RawLine} from './lines.ts';
import {type Inheritance, type OpenSection, openSection, sectionKinds} from './sections.ts';
import type {Configuration, Problem, Statement, Word} from './types.ts';
import {wordsOf} from './words.ts';

const messages: ReadonlySet<string> = new Set(['.notice', '.warning', '.alert', '.diag']);
const maximumWords = 64;
// HAProxy gives up after 50; a file that is no configuration at all has one for each line.
const maximumProblems = 500;

type Reading = {
	readonly environment: Environment;
	readonly inheritance: Inheritance;
	readonly sections: OpenSection[];
	readonly problems: Problem[];
};

type FileReading = Reading & {readonly file: string; readonly conditionals: Conditionals; current?: OpenSection};

/** `.FILE`, `.LINE` and `.SECTION` are known; the rest is the environment's. */
const lookupAt =
	(reading: FileReading, line: number): Lookup =>
	name => {
		if (!name.startsWith('.')) return reading.environment.lookup(name);
		if (name === '.FILE') return reading.file;
		return name === '.LINE' ? String(line) : reading.current?.name || reading.current?.kind || '';
	};

const message = (words: readonly Word[], taken: boolean): string | undefined => {
	if (words.length > 2) return `'${words[0]?.text}' takes one argument: quote a message with blanks`;
	return taken && words[0]?.text === '.alert' ? `the configuration stops here by '.alert': ${clean(words[1]?.text ?? '')}` : undefined;
};

const directive = (reading: FileReading, words: readonly Word[], location: Location): string | undefined => {
	const name = words[0]?.text ?? '';
	if (directives.has(name)) return reading.conditionals.take(name, words.slice(1), location);
	const now = reading.conditionals.now();
	if (now === 'no') return undefined;
	return messages.has(name) ? message(words, now === 'yes') : `unknown directive '${clean(name, 60)}'`;
};

// An empty argument is the end of the line for HAProxy up to 3.2, and an error since 3.3.
const statementOf = (words: readonly Word[], location: Location, maybe: boolean): Statement => {
	const empty = words.findIndex(word => word.text === '' && word.unknown === undefined);
	const read = empty < 0 ? words : words.slice(0, empty);
	return {location, words: read, ...(maybe ? {maybe} : {}), ...(empty < 0 ? {} : {ignored: words.slice(empty)})};
};

// A later release may bring sections that are not known here; in an indented file their headers stand out.
const startsSection = ({current}: FileReading, {text, column}: Word): boolean => {
	if (sectionKinds.has(text)) return true;
	const last = current?.statements.at(-1)?.words[0];
	return current !== undefined && last !== undefined && last.column > 1 && column === 1 && mayBeSection(current.kind, text);
};

const readStatement = (reading: FileReading, statement: Statement) => {
	const [keyword] = statement.words;
	if (!keyword) return;
	if (startsSection(reading, keyword)) {
		const {section, problems} = openSection(statement.words, statement.location, statement.maybe ?? false, reading.inheritance);
		reading.sections.push(section);
		reading.problems.push(...problems);
		reading.current = section;
		return;
	}
	if (!reading.current) {
		reading.problems.push({location: statement.location, says: `unknown keyword '${clean(keyword.text, 60)}' outside of any section`});
		return;
	}
	reading.current.statements.push(statement);
	if (reading.current.kind === 'global') reading.environment.apply(statement);
};

const readLine = (reading: FileReading, line: RawLine) => {
	const {words, problem} = wordsOf(line.text, lookupAt(reading, line.number));
	const location = {file: reading.file, line: line.number, column: words[0]?.column ?? 1};
	const refuse = (says: string | undefined, column = location.column) => {
		if (says !== undefined && reading.problems.length < maximumProblems) reading.problems.push({location: {...location, column}, says});
	};
	refuse(line.problem);
	refuse(problem?.says, problem?.column);
	if (words.length > maximumWords) refuse(`more than ${maximumWords} words on a line`);
	const [first] = words;
	if (problem || !first || first.text.startsWith('[')) return;
	if (first.text.startsWith('.')) refuse(directive(reading, words, location));
	else if (reading.conditionals.now() !== 'no')
		readStatement(reading, statementOf(words.slice(0, maximumWords), location, reading.conditionals.now() === 'unknown'));
};

const readFile = (reading: Reading, file: string, text: string) => {
	const here: FileReading = {...reading, file, conditionals: createConditionals(reading.environment.lookup)};
	let last = 1;
	for (const line of linesOf(text)) {
		readLine(here, line);
		last = line.number;
	}
	reading.problems.push(...here.conditionals.unclosed({file, line: last}));
};

/**
 * Reads configuration files in HAProxy's order as one configuration (manual §2). It never throws: a line that HAProxy refuses
 * becomes a problem, and the rest is read. Environment variables that are not given are not known, not unset.
 */
export const parseConfiguration = (text: ConfigurationText, environment: Readonly<Record<string, string>> = {}): Configuration => {
	const reading: Reading = {environment: createEnvironment(environment), inheritance: {named: new Map(), usedBy: new Map()}, sections: [], problems: []};
	for (const {name, text: content} of text.files) readFile(reading, name, content);
	const {sections, problems} = reading;
	const read = {files: text.files, sections, problems};
	return {...read, problems: [...problems, ...check(read)].slice(0, maximumProblems)};
};
