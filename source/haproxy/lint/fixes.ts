import type {Fix, Location} from '../../model.ts';
import {clean} from '../../text.ts';
import {insertionDiff, replacementDiff} from '../diff.ts';
import {remember} from '../remember.ts';
import type {Configuration, Section, Statement} from '../types.ts';
import {lineAt, placeOf, wordsAt} from './places.ts';

const quoted = (name: string) => (/^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`);

/** Check, then reload: open connections keep the old configuration until they end. */
const reload = remember(({files}: Configuration): readonly string[] => [
	`haproxy -c -V ${files.map(({name}) => `-f ${quoted(clean(name, 300))}`).join(' ')}`,
	'systemctl reload haproxy',
]);

// Tabs and a carriage return at the end belong to a line; other controls never reach a terminal.
const printable = (line: string): string => {
	const end = line.endsWith('\r') ? '\r' : '';
	const parts = line.slice(0, line.length - end.length).split('\t');
	return parts.map(part => clean(part, 4000)).join('\t') + end;
};

const makers = new WeakMap<object, () => string>();

// One getter for all: with one of its own each fix would be an object of another shape.
const diff: PropertyDescriptor & ThisType<Fix> = {
	enumerable: true,
	get() {
		return makers.get(this)?.().split('\n').map(printable).join('\n');
	},
};

/** A large file has thousands of findings, of which a few are shown: their diffs are made when they are read. */
const withDiff = (configuration: Configuration, title: string, location: Location, make: () => string): Fix => {
	const fix = Object.defineProperty({title, where: placeOf(location)}, 'diff', diff);
	makers.set(fix, make);
	return Object.assign(fix, {then: reload(configuration)});
};

/** Adds a line to a section. */
export const insertion = (configuration: Configuration, section: Section, line: string, title: string): Fix =>
	withDiff(configuration, title, section.location, () => insertionDiff(configuration, section, line));

// Quoted words and variables are written otherwise than they read.
const writtenAt = (configuration: Configuration, location: Location, text: string): string => {
	const rest = lineAt(configuration, location).slice((location.column ?? 1) - 1);
	return rest.startsWith(text) ? text : (/^\S+/.exec(rest)?.[0] ?? text);
};

/** Replaces the word that stands at a place. */
export const replacement = (configuration: Configuration, location: Location, from: string, to: string, title: string): Fix =>
	withDiff(configuration, title, location, () => replacementDiff(configuration, location, writtenAt(configuration, location, from), to));

/** Replaces the word `index` of a line. */
export const wordReplacement = (configuration: Configuration, statement: Statement, index: number, to: string, title: string): Fix =>
	withDiff(configuration, title, statement.location, () => {
		const {endColumn = 1, ...location} = wordsAt(configuration, statement, index);
		const written = lineAt(configuration, location).slice((location.column ?? 1) - 1, endColumn - 1);
		return replacementDiff(configuration, location, written, to);
	});
