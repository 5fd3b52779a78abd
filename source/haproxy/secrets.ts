import type {Word} from './types.ts';
import {wordsOf} from './words.ts';

const hidden = '[redacted]';
// HAProxy refuses lines of more than 64 words.
const maximumWords = 200;

const secretName = /authorization|cookie|passw|secret|token|api-?_?key|credential|private|signature|session/i;
const environmentKeywords: ReadonlySet<string> = new Set(['setenv', 'presetenv']);

/** Which words of a line are secrets, by their index. */
const secretWords = (words: readonly string[]): readonly number[] => {
	const [keyword = '', second = ''] = words;
	const after = (name: string) => words.flatMap((word, index) => (word === name && index + 1 < words.length ? [index + 1] : []));
	if (keyword === 'stats' && (second === 'auth' || second === 'scope')) return second === 'auth' ? [2] : [];
	if (environmentKeywords.has(keyword)) return secretName.test(second) ? [2] : [];
	if (keyword === 'user') return [...after('password'), ...after('insecure-password')];
	if (keyword === 'option' && (second === 'mysql-check' || second === 'pgsql-check')) return after('password');
	const header = words.findIndex(word => /^(set|add|replace)-header$|^replace-value$|^hdr$/.test(word));
	const headers = words.flatMap((word, index) =>
		index > 0 && /^(set-header|add-header|replace-header|replace-value|hdr)$/.test(words[index - 1] ?? '') && secretName.test(word) ? [index] : [],
	);
	const values = header < 0 ? [] : headers.flatMap(index => words.map((_word, at) => at).filter(at => at > index && !ends(words, index, at)));
	return [...values, ...after('pass'), ...after('password'), ...compared(words)];
};

const ends = (words: readonly string[], from: number, at: number) =>
	words.slice(from + 1, at + 1).some(word => word === 'if' || word === 'unless' || word === 'hdr' || word === 'body');

// An ACL that compares a secret header holds the secret as its pattern.
const compared = (words: readonly string[]): readonly number[] => {
	const fetch = words.findIndex(word => /^(req\.|res\.)?f?(hdr|cook)(_\w+)?\(/.test(word) && secretName.test(word));
	if (fetch < 0) return [];
	return words.flatMap((word, at) =>
		at > fetch &&
		!word.startsWith('-') &&
		!/^(str|beg|end|sub|reg|dom|dir|found|len|if|unless|or|\|\||\{|\}|gt|ge|lt|le|eq|\d+)$/.test(word) &&
		words[at - 1] !== '-f' &&
		!pastBrace(words, fetch, at)
			? [at]
			: [],
	);
};

const pastBrace = (words: readonly string[], from: number, at: number) => words.slice(from, at).includes('}');

const inText: ReadonlyArray<readonly [RegExp, string]> = [
	[/(\b[a-z][\w+.-]{0,20}:\/\/)[^\s/@:]{0,200}:[^\s/@]{1,500}@/gi, `$1${hidden}@`],
	[/\b(basic|bearer)\s+[\w+/=.~-]{6,}/gi, `$1 ${hidden}`],
	[/((?:password|passwd|passphrase|secret|token|api[-_]?key)["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s"']+)/gi, `$1${hidden}`],
];

const endOf = (line: string, word: Word, next: Word | undefined, comment: number): number => {
	const limit = next ? next.column - 1 : comment;
	return word.column - 1 + line.slice(word.column - 1, limit).trimEnd().length;
};

const commentStart = (line: string, words: readonly Word[]): number => {
	const last = words.at(-1);
	const from = last ? last.column - 1 + last.text.length : 0;
	const at = line.indexOf('#', from);
	return at < 0 ? line.length : at;
};

const redactWords = (line: string): string => {
	const words = wordsOf(line).words.slice(0, maximumWords);
	let result = line;
	for (const index of [...new Set(secretWords(words.map(word => word.text)))].sort((left, right) => right - left)) {
		const word = words[index];
		if (word) result = result.slice(0, word.column - 1) + hidden + result.slice(endOf(line, word, words[index + 1], commentStart(line, words)));
	}
	return result;
};

// A commented-out line can hold the same secrets.
const redactLine = (line: string): string => {
	const [, mark = '', rest = line] = /^(\s*#+\s*)(.*)$/s.exec(line) ?? [];
	return inText.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), mark + redactWords(rest));
};

/**
 * Takes passwords of userlists and `stats auth`, credentials in headers, cookies, URLs and checks out of a configuration.
 * The number of lines stays, and so does everything that routes and timers are read from.
 */
export const redactSecrets = (text: string): string => text.split('\n').map(redactLine).join('\n');
