import type {ConfigurationText, Location} from '../../model.ts';
import {linesOf} from '../lines.ts';
import type {Configuration, Section, Statement} from '../types.ts';
import type {Span} from './finding.ts';

/** A line as written, without its line end; empty when there is none. */
export const lineAt = ({files}: Pick<ConfigurationText, 'files'>, {file, line}: Location): string => {
	const found = files.length === 1 ? files[0] : files.find(({name}) => name === file);
	const text = (found?.name === file && linesOf(found)[line - 1]) || '';
	const end = text.indexOf('\r');
	return end < 0 ? text : text.slice(0, end);
};

/** Where what is written from a column on ends, without a comment behind it. */
const writtenEnd = (line: string, column: number): number => {
	const mark = line.indexOf('#', column - 1);
	const written = mark < 0 ? line : line.slice(0, mark).search(/\s$/) < 0 ? line : line.slice(0, mark);
	return written.trimEnd().length + 1;
};

// Quotes and escapes make a word longer in the file than in the model.
const endOf = (line: string, {words}: Statement, index: number): number => {
	const word = words[index];
	if (!word) return line.length + 1;
	if (line.startsWith(word.text, word.column - 1)) return word.column + word.text.length;
	const next = words[index + 1];
	const written = line.slice(word.column - 1, next ? next.column - 1 : undefined);
	return word.column + (next ? written : written.replace(/\s#.*$/, '')).trimEnd().length;
};

/** One word of a line, or several: from the word `from` to the word `to`. */
export const wordsAt = (configuration: Configuration, statement: Statement, from: number, to = from): Span => {
	const first = statement.words[Math.min(from, statement.words.length - 1)];
	const last = Math.min(to, statement.words.length - 1);
	const column = first?.column ?? 1;
	return {
		file: statement.location.file,
		line: statement.location.line,
		column,
		endColumn: Math.max(column + 1, endOf(lineAt(configuration, statement.location), statement, last)),
	};
};

/** A whole line, without its comment. */
export const statementAt = (configuration: Configuration, statement: Statement): Span => wordsAt(configuration, statement, 0, statement.words.length - 1);

/** What the line shows from a place on, up to the next blank. */
export const wordFrom = (configuration: Configuration, location: Location): Span => {
	const column = location.column ?? 1;
	const [written = ''] = /^\S*/.exec(lineAt(configuration, location).slice(column - 1)) ?? [];
	return {...location, column, endColumn: column + Math.max(1, written.length)};
};

/** The header line of a section. */
export const headerAt = (configuration: Configuration, {location}: Section): Span => {
	const column = location.column ?? 1;
	const endColumn = Math.max(column + 1, writtenEnd(lineAt(configuration, location), column));
	return {file: location.file, line: location.line, column, endColumn};
};

/** `haproxy.cfg:31` */
export const placeOf = ({file, line}: Location): string => `${file}:${line}`;
