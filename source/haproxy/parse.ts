import type {ConfigurationText, Location} from '../model.ts';
import {clean} from '../text.ts';
import {check} from './check.ts';
import {type Conditionals, createConditionals, directives} from './conditional.ts';
import {createEnvironment, type Environment, type Lookup} from './environment.ts';
import {mayBeSection} from './keywords.ts';
import {cutLine, lineProblem, linesOf} from './lines.ts';
import {type Inheritance, type OpenSection, openSection, sectionKinds} from './sections.ts';
import {layoutOf} from './statements.ts';
import type {Configuration, Problem, Statement, Word} from './types.ts';
import {type Version, versionOf} from './version.ts';
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
	readonly undecided: Problem[];
	readonly version: Version | undefined;
};

type FileReading = Reading & {
	readonly file: string;
	readonly conditionals: Conditionals;
	readonly lookup: Lookup;
	/** The line that is being read. */
	line: number;
	current: OpenSection | undefined;
};

/** `.FILE`, `.LINE` and `.SECTION` are known; the rest is the environment's. */
const lookupIn = (reading: FileReading, name: string): ReturnType<Lookup> => {
	if (!name.startsWith('.')) return reading.environment.lookup(name);
	if (name === '.FILE') return reading.file;
	return name === '.LINE' ? String(reading.line) : reading.current?.name || reading.current?.kind || '';
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
const emptyAt = (words: readonly Word[]): number => {
	for (let at = 0; at < words.length; at += 1) if (words[at]?.text === '' && words[at]?.unknown === undefined) return at;
	return -1;
};

const statementOf = (words: readonly Word[], location: Location, maybe: boolean): Statement => {
	const empty = emptyAt(words);
	if (empty < 0) return maybe ? {location, words, maybe} : {location, words};
	return {location, words: words.slice(0, empty), ignored: words.slice(empty), ...(maybe ? {maybe} : {})};
};

// A later release may bring sections that are not known here; in an indented file their headers stand out.
const startsSection = ({current}: FileReading, {text, column}: Word): boolean => {
	if (sectionKinds.has(text)) return true;
	if (column > 1 || current === undefined) return false;
	const last = current.statements.at(-1)?.words[0];
	return last !== undefined && last.column > 1 && mayBeSection(current.kind, text);
};

const close = (section: OpenSection | undefined) => {
	if (section) section.layout = layoutOf(section.statements);
};

const readStatement = (reading: FileReading, statement: Statement) => {
	const keyword = statement.words[0];
	if (!keyword) return;
	if (startsSection(reading, keyword)) {
		close(reading.current);
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

const refuse = ({problems}: FileReading, location: Location, says: string | undefined, column = location.column) => {
	if (says !== undefined && problems.length < maximumProblems) problems.push({location: column === undefined ? location : {...location, column}, says});
};

const readLine = (reading: FileReading, text: string) => {
	const {words, problem} = wordsOf(text, reading.lookup);
	const first = words[0];
	if (!first && !problem) return;
	const location = {file: reading.file, line: reading.line, column: first?.column ?? 1};
	if (problem) return refuse(reading, location, problem.says, problem.column);
	if (words.length > maximumWords) refuse(reading, location, `more than ${maximumWords} words on a line`);
	const initial = first?.text.charAt(0);
	if (!first || initial === '[') return;
	if (initial === '.') return refuse(reading, location, directive(reading, words, location));
	const taken = reading.conditionals.now();
	if (taken !== 'no') readStatement(reading, statementOf(words.length > maximumWords ? words.slice(0, maximumWords) : words, location, taken === 'unknown'));
};

const readFile = (reading: Reading, source: ConfigurationText['files'][number]) => {
	const {name: file, text} = source;
	const conditionals = createConditionals({lookup: reading.environment.lookup, version: reading.version});
	const here: FileReading = {...reading, file, conditionals, lookup: name => lookupIn(here, name), line: 0, current: undefined};
	const lines = linesOf(source);
	const complete = text === '' || text.endsWith('\n') ? lines.length - 1 : lines.length;
	const odd = /[\0\r]/.test(text);
	for (const line of lines) {
		if (here.line === complete) break;
		here.line += 1;
		const last = here.line === lines.length;
		if (odd || last) refuse(here, {file, line: here.line, column: Math.max(1, line.search(/\S/) + 1)}, lineProblem(line, last));
		readLine(here, odd ? cutLine(line) : line);
	}
	close(here.current);
	reading.undecided.push(...conditionals.undecided);
	reading.problems.push(...conditionals.unclosed({file, line: Math.max(1, here.line)}));
};

/**
 * Reads configuration files in HAProxy's order as one configuration (manual §2). It never throws: a line that HAProxy refuses
 * becomes a problem, and the rest is read. Environment variables that are not given are not known, not unset. `version`, as
 * `haproxy -v` says it, decides the `.if` blocks that ask for it; without it both branches are kept.
 */
export const parseConfiguration = (text: ConfigurationText, environment: Readonly<Record<string, string>> = {}, version?: string): Configuration => {
	const inheritance = {named: new Map(), usedBy: new Map()};
	const reading: Reading = {environment: createEnvironment(environment), inheritance, sections: [], problems: [], undecided: [], version: versionOf(version)};
	for (const file of text.files) readFile(reading, file);
	const {sections, problems, undecided} = reading;
	const read = {files: text.files, ...(text.patterns ? {patterns: text.patterns} : {}), sections, problems, undecided};
	return {...read, problems: [...problems, ...check(read)].slice(0, maximumProblems)};
};
