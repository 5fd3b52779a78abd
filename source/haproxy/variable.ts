import type {Value} from './environment.ts';

/** A reference to an environment variable inside double quotes: how long it is, and what it stands for. */
export type Reference =
	| {readonly problem: string}
	| {readonly length: number; readonly name: string; readonly list: boolean /** The default of `${NAME-default}`. */; readonly fallback?: string};

const plain = /\$(\.?[A-Za-z_]\w*)/y;
const braced = /\$\{(\.?[A-Za-z_]\w*)(\[\*\])?(?:-([^}]*))?\}/y;
// Of the names with a dot HAProxy has these three, the place of the line itself.
const start = /\$\{?(?:[A-Za-z_]|\.(?:FILE|LINE|SECTION))/y;

const match = (pattern: RegExp, line: string, at: number) => {
	pattern.lastIndex = at;
	return pattern.exec(line);
};

/** Reads `$NAME`, `${NAME}`, `${NAME-default}` or `${NAME[*]}` at a place of the line (manual §2.3). */
export const referenceAt = (line: string, at: number): Reference => {
	if (!match(start, line, at)) return {problem: 'forbidden first character in an environment variable name'};
	const found = match(line[at + 1] === '{' ? braced : plain, line, at);
	if (!found) return {problem: 'unmatched brace in an environment variable name'};
	const [{length}, name = '', list, fallback] = found;
	return {length, name, list: list !== undefined, ...(fallback === undefined ? {} : {fallback})};
};

/** What a reference becomes: words to insert (more than one only for a list), or undefined when it is not known here. */
export const expand = (reference: {list: boolean; fallback?: string}, value: Value): readonly string[] | undefined => {
	if (value === undefined) return undefined;
	const text = value ?? reference.fallback ?? '';
	return reference.list ? text.split(/[ \t\n\v\f\r]+/) : [text];
};
