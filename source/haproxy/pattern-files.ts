import type {ConfigurationText} from '../model.ts';
import {remember} from './remember.ts';
import type {Configuration} from './types.ts';

type File = NonNullable<ConfigurationText['patterns']>[number];

/** Pattern and map files by the name that the configuration gives them; those that are not there could not be read. */
export type PatternFiles = ReadonlyMap<string, File>;

/** The pattern and map files that were handed in with a configuration. */
export const patternFilesOf = remember(({patterns = []}: Configuration): PatternFiles => new Map(patterns.map(file => [file.name, file])));

const linesOf = ({text}: File): readonly string[] =>
	text
		.split(/\r?\n/)
		.filter(line => !line.startsWith('#'))
		.map(line => line.replace(/^[ \t]+/, ''))
		.filter(line => line !== '');

/** One pattern a line; leading blanks do not count, and a line that starts with `#` is a comment (manual §7.1). */
export const patternsIn = remember(linesOf);

export type Entry = {readonly key: string; readonly value: string};

const entryOf = (line: string): Entry => {
	const end = line.search(/[ \t]/);
	return end < 0 ? {key: line, value: ''} : {key: line.slice(0, end), value: line.slice(end).replace(/^[ \t]+|[ \t]+$/g, '')};
};

/** The entries of a map: the first word of a line is the key, the rest the value (manual §7.3.1, map). */
export const entriesIn = remember((file: File): readonly Entry[] => patternsIn(file).map(entryOf));
