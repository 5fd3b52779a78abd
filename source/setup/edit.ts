import {redactSecrets} from '../haproxy/secrets.ts';

/** A change of a text: lines that are put in before a line (counted from 1), which goes when `replaces`. */
export type Edit = {readonly line: number; readonly added: readonly string[]; readonly replaces?: true};

type Operation = {readonly mark: ' ' | '-' | '+'; readonly line: string};

const operations = (lines: readonly string[], edits: readonly Edit[]): readonly Operation[] => {
	const at = new Map<number, Edit[]>();
	for (const edit of edits) at.set(edit.line, [...(at.get(edit.line) ?? []), edit]);
	return [...lines, undefined].flatMap((line, index): readonly Operation[] => {
		const here = at.get(index + 1) ?? [];
		const added = here.flatMap(edit => edit.added.map(text => ({mark: '+' as const, line: text})));
		if (line === undefined) return added;
		return here.some(({replaces}) => replaces) ? [{mark: '-', line}, ...added] : [...added, {mark: ' ', line}];
	});
};

// A line with a secret in it is no context for a diff that goes into a ticket.
const isContext = ({mark, line}: Operation) => mark === ' ' && redactSecrets(line) === line;

/** The stretches of operations that a diff shows: every change, with at most one line of context on each side. */
const stretches = (all: readonly Operation[]): ReadonlyArray<readonly [from: number, to: number]> => {
	const found: Array<[number, number]> = [];
	for (const [index, {mark}] of all.entries()) {
		if (mark === ' ') continue;
		const [before, after] = [all[index - 1], all[index + 1]];
		const from = before && isContext(before) ? index - 1 : index;
		const to = after && isContext(after) ? index + 2 : index + 1;
		const last = found.at(-1);
		if (last && from <= last[1]) last[1] = to;
		else found.push([from, to]);
	}

	return found;
};

const count = (operations: readonly Operation[], without: '-' | '+') => operations.filter(({mark}) => mark !== without).length;

const header = (before: readonly Operation[], shown: readonly Operation[]) => {
	const side = (without: '-' | '+') => {
		const [start, length] = [count(before, without), count(shown, without)];
		return `${length === 0 ? start : start + 1},${length}`;
	};
	return `@@ -${side('+')} +${side('-')} @@`;
};

/** A text with its changes made, and the minimal unified diff to it. New lines end as those of the text do. */
export const edited = (name: string, text: string, edits: readonly Edit[]): {readonly text: string; readonly diff: string} => {
	const lines = text.replace(/\n$/, '').split('\n');
	const end = lines[0]?.endsWith('\r') ? '\r' : '';
	const all = operations(
		lines,
		edits.map(edit => ({...edit, added: edit.added.map(line => line + end)})),
	);
	const hunks = stretches(all).map(([from, to]) => {
		const shown = all.slice(from, to);
		return [header(all.slice(0, from), shown), ...shown.map(({mark, line}) => `${mark}${line}`)].join('\n');
	});
	const result = all.filter(({mark}) => mark !== '-').map(({line}) => line);
	return {text: `${result.join('\n')}\n`, diff: [`--- ${name}`, `+++ ${name}`, ...hunks, ''].join('\n')};
};
