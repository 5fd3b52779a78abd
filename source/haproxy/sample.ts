import {argumentsAt} from './arguments.ts';
import {rememberText} from './remember.ts';

/** `fetch(arguments)` or a converter. */
export type Call = {readonly name: string; readonly values: readonly string[]};

/** A sample expression: a fetch and the converters behind it, `hdr(host),lower` (manual §7.3, §7.1.1). */
export type SampleExpression = {readonly fetch: Call; readonly converters: readonly Call[]};

const name = /[\w.-]*/y;

const callAt = (text: string, start: number): {call: Call; end: number} | undefined => {
	name.lastIndex = start;
	const [word = ''] = name.exec(text) ?? [];
	const end = start + word.length;
	if (word === '' || text[end] !== '(') return word === '' ? undefined : {call: {name: word, values: []}, end};
	const given = argumentsAt(text, end + 1);
	return given && {call: {name: word, values: given.values}, end: given.end};
};

const read = (text: string): SampleExpression | undefined => {
	const calls: Call[] = [];
	for (let at = 0; at <= text.length; at += 1) {
		const next = callAt(text, at);
		if (!next) return undefined;
		calls.push(next.call);
		at = next.end;
		if (at < text.length && text[at] !== ',') return undefined;
	}
	const [fetch, ...converters] = calls;
	return fetch && {fetch, converters};
};

/** Reads a sample expression; undefined when it is none. A file has few different ones, many times over. */
export const sampleExpression = rememberText(read);
