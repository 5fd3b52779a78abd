import {hidden, redactCredentials, secretName} from '../secrets.ts';
import {secretWords} from './secret-words.ts';
import type {Word} from './types.ts';
import {wordsOf} from './words.ts';

// HAProxy refuses lines of more than 64 words.
const maximumWords = 200;

// Most lines have nothing of the kind, and are not looked at any closer.
const suspicious = `${secretName.source}|pass|auth|:\\/\\/|key|basic|bearer|jwt_|hmac|aes_|send-binary`;

const endOf = (line: string, word: Word, next: Word | undefined, comment: number): number => {
	const limit = next ? next.column - 1 : comment;
	return word.column - 1 + line.slice(word.column - 1, limit).trimEnd().length;
};

const commentStart = (line: string, words: readonly Word[]): number => {
	const last = words.at(-1);
	const at = line.indexOf('#', last ? last.column - 1 + last.text.length : 0);
	return at < 0 ? line.length : at;
};

const redactWords = (line: string): string => {
	const words = wordsOf(line).words.slice(0, maximumWords);
	const comment = commentStart(line, words);
	let result = line;
	for (const index of [...new Set(secretWords(words.map(word => word.text)))].sort((left, right) => right - left)) {
		const word = words[index];
		if (word) result = result.slice(0, word.column - 1) + hidden + result.slice(endOf(line, word, words[index + 1], comment));
	}
	return result;
};

// A commented-out line can hold the same secrets.
const redactLine = (line: string): string => {
	const [, mark = '', rest = line] = /^(\s*#+\s*)(.*)$/s.exec(line) ?? [];
	return redactCredentials(mark + redactWords(rest));
};

/**
 * Takes passwords of userlists and `stats auth`, credentials in headers, cookies, URLs, checks and converters out of a configuration.
 * The number of lines stays, and so does what routes and timers are read from: an ACL that compares a secret is undecided afterwards.
 */
export const redactSecrets = (text: string): string => {
	const search = new RegExp(suspicious, 'gi');
	let result = '';
	let end = 0;
	for (let found = search.exec(text); found; found = search.exec(text)) {
		const start = text.lastIndexOf('\n', found.index) + 1;
		result += text.slice(end, start);
		const feed = text.indexOf('\n', start);
		end = feed < 0 ? text.length : feed;
		result += redactLine(text.slice(start, end));
		search.lastIndex = end;
	}
	return result + text.slice(end);
};
