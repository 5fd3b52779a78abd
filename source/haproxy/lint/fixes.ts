import type {Fix, Location} from '../../model.ts';
import {insertionDiff, replacementDiff} from '../diff.ts';
import {remember} from '../remember.ts';
import type {Configuration, Section, Statement} from '../types.ts';
import {placeOf} from './places.ts';

const quoted = (name: string) => (/^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`);

/** Check, then reload: open connections keep the old configuration until they end. */
const reload = remember(({files}: Configuration): readonly string[] => [
	`haproxy -c -V ${files.map(({name}) => `-f ${quoted(name)}`).join(' ')}`,
	'systemctl reload haproxy',
]);

const withDiff = (configuration: Configuration, title: string, location: Location, diff: string): Fix => ({
	title,
	where: placeOf(location),
	...(diff === '' ? {} : {diff, then: reload(configuration)}),
});

/** Adds a line to a section. */
export const insertion = (configuration: Configuration, section: Section, line: string, title: string): Fix =>
	withDiff(configuration, title, section.location, insertionDiff(configuration, section, line));

/** Replaces one word of a line, or what is written from there on. */
export const replacement = (configuration: Configuration, location: Location, from: string, to: string, title: string): Fix =>
	withDiff(configuration, title, location, replacementDiff(configuration, location, from, to));

/** Replaces the word `index` of a line. */
export const wordReplacement = (configuration: Configuration, {location, words}: Statement, index: number, to: string, title: string): Fix => {
	const word = words[index];
	return replacement(configuration, {...location, column: word?.column ?? 1}, word?.text ?? '', to, title);
};
