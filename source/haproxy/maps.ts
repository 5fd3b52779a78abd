import {type Entry, entriesIn, type PatternFiles} from './pattern-files.ts';
import {matchText} from './patterns.ts';
import type {Call} from './sample.ts';

/** A converter that looks a text up in a file. */
type MapCall = {readonly method: Method; readonly file: string; readonly fallback: string | undefined};
type Method = 'str' | 'beg' | 'end' | 'sub' | 'dir' | 'dom' | 'reg';

const converter = /^map(?:_(str|beg|end|sub|dir|dom|reg))?$/;

/** Reads `map_beg(file,default)`; undefined for other converters, and for maps of numbers and addresses. */
export const mapCallOf = ({name, values}: Call): MapCall | undefined => {
	const [, method = 'str'] = converter.exec(name) ?? [];
	const [file = '', fallback] = values;
	return file !== '' && converter.test(name) ? {method: method as Method, file, fallback} : undefined;
};

const longest = (entries: readonly Entry[]): Entry | undefined =>
	entries.reduce<Entry | undefined>((best, entry) => (best && best.key.length >= entry.key.length ? best : entry), undefined);

/** The value that a map gives for a text, none where it has neither an entry nor a default; undefined when that cannot be known here. */
export const lookedUp = ({method, file, fallback}: MapCall, text: string, files: PatternFiles | undefined): readonly string[] | undefined => {
	const known = files?.get(file);
	if (!known) return undefined;
	const truths = entriesIn(known).map(entry => ({entry, truth: matchText(method, text, entry.key, false)}));
	const first = truths.findIndex(({truth}) => truth !== 'no');
	if (truths[first]?.truth === 'unknown') return undefined;
	// Prefixes stand in a tree: the longest wins. All others are tried in the order of the file.
	const found = method === 'beg' ? longest(truths.flatMap(({entry, truth}) => (truth === 'yes' ? [entry] : []))) : truths[first]?.entry;
	const value = found?.value ?? fallback;
	return value === undefined ? [] : [value];
};

/** Every value that a map may give; undefined when its file is not known. */
export const possibleValues = ({file, fallback}: MapCall, files: PatternFiles | undefined): readonly string[] | undefined => {
	const known = files?.get(file);
	if (!known) return undefined;
	return [...new Set([...entriesIn(known).map(({value}) => value), ...(fallback === undefined ? [] : [fallback])])];
};
