import type {Lookup} from './environment.ts';
import {rememberText} from './remember.ts';
import {table} from './table.ts';
import type {Word} from './types.ts';
import {expand, referenceAt} from './variable.ts';

export type Line = {readonly words: readonly Word[]; readonly problem?: {readonly column: number; readonly says: string}};

type Cursor = {
	readonly line: string;
	readonly lookup: Lookup;
	readonly words: Word[];
	at: number;
	text: string;
	/** Where the present word starts, -1 between words. */
	start: number;
	quote: '' | '"' | "'";
	/** Where the open quote stands. */
	opened: number;
	unknown?: string;
	/** `\x00` ends the word for HAProxy; what follows of it is dropped. */
	cut: boolean;
	problem?: {column: number; says: string};
};

const take = (cursor: Cursor, text: string, length = 1) => {
	if (cursor.start < 0) cursor.start = cursor.at;
	if (!cursor.cut) cursor.text += text;
	cursor.at += length;
};

const endWord = (cursor: Cursor) => {
	if (cursor.start < 0) return;
	const word = {text: cursor.text, column: cursor.start + 1};
	cursor.words.push(cursor.unknown === undefined ? word : {...word, unknown: cursor.unknown});
	cursor.text = '';
	cursor.start = -1;
	cursor.cut = false;
	delete cursor.unknown;
};

const refuse = (cursor: Cursor, says: string, at = cursor.at) => {
	cursor.problem = {column: at + 1, says};
};

const toggle = (cursor: Cursor, quote: '"' | "'") => {
	cursor.quote = cursor.quote === '' ? quote : '';
	cursor.opened = cursor.at;
	take(cursor, '');
};

const hexadecimal = (cursor: Cursor) => {
	const digits = cursor.line.slice(cursor.at + 2, cursor.at + 4);
	if (!/^[\da-f]{2}$/i.test(digits)) return refuse(cursor, 'truncated or invalid hexadecimal sequence');
	const code = Number.parseInt(digits, 16);
	take(cursor, code === 0 ? '' : String.fromCharCode(code), 4);
	cursor.cut ||= code === 0;
};

const escapes = table({' ': ' ', '\\': '\\', '#': '#', "'": "'", '"': '"', n: '\n', r: '\r', t: '\t'});

const escaped = (cursor: Cursor) => {
	const next = cursor.line[cursor.at + 1] ?? '';
	if (next === 'x') return hexadecimal(cursor);
	if (next === '$' && cursor.quote === '"') return take(cursor, '$', 2);
	const meant = escapes(next);
	return meant === undefined ? take(cursor, '\\') : take(cursor, meant, 2);
};

const variable = (cursor: Cursor) => {
	const reference = referenceAt(cursor.line, cursor.at);
	if ('problem' in reference) return refuse(cursor, reference.problem);
	const texts = expand(reference, cursor.lookup(reference.name));
	const written = cursor.line.slice(cursor.at, cursor.at + reference.length);
	if (texts === undefined) cursor.unknown ??= reference.name;
	const [first = '', ...more] = texts ?? [written];
	take(cursor, first, reference.length);
	const start = cursor.start;
	for (const text of more) {
		endWord(cursor);
		cursor.start = start;
		cursor.text = text;
	}
};

const comment = (cursor: Cursor) => {
	cursor.at = cursor.line.length;
};

const step = (cursor: Cursor) => {
	const character = cursor.line.charAt(cursor.at);
	if (cursor.quote === "'") return character === "'" ? toggle(cursor, "'") : take(cursor, character);
	if (character === '\\') return escaped(cursor);
	if (character === '"') return toggle(cursor, '"');
	if (cursor.quote === '"') return character === '$' ? variable(cursor) : take(cursor, character);
	if (character === "'") return toggle(cursor, "'");
	if (character === '#') return comment(cursor);
	if (!isBlank(cursor.line.charCodeAt(cursor.at))) return take(cursor, character);
	endWord(cursor);
	cursor.at += 1;
};

const isBlank = (code: number) => code === 32 || (code >= 9 && code <= 12);

const quotedWords = (line: string, lookup: Lookup): Line => {
	const cursor: Cursor = {line, lookup, words: [], at: 0, text: '', start: -1, quote: '', opened: -1, cut: false};
	while (cursor.at < line.length && !cursor.problem) step(cursor);
	if (cursor.quote !== '' && !cursor.problem) refuse(cursor, 'unmatched quote', cursor.opened);
	endWord(cursor);
	return cursor.problem ? {words: cursor.words, problem: cursor.problem} : {words: cursor.words};
};

// A quote, an escape or a comment.
const isSpecial = (code: number) => code === 34 || code === 35 || code === 39 || code === 92;

/** The words of a line that has neither quotes nor escapes nor a comment, as most have; undefined for any other. */
const readPlain = (line: string): Line | undefined => {
	const words: Word[] = [];
	let start = -1;
	for (let at = 0; at < line.length; at += 1) {
		const code = line.charCodeAt(at);
		if (isSpecial(code)) return undefined;
		if (!isBlank(code)) {
			if (start < 0) start = at;
		} else if (start >= 0) {
			words.push({text: line.slice(start, at), column: start + 1});
			start = -1;
		}
	}
	if (start >= 0) words.push({text: line.slice(start), column: start + 1});
	// What is pushed to has room for more; there are tens of thousands of them.
	return {words: words.slice()};
};

// Thousands of backends have the same lines: they are read once, and share their words.
const plainWords = rememberText(readPlain);

const nothingKnown: Lookup = () => undefined;

/** The words of one line, without its line end (manual §2.2). A broken line gives the words before the break, and the problem. */
export const wordsOf = (line: string, lookup: Lookup = nothingKnown): Line => plainWords(line) ?? quotedWords(line, lookup);
