import {secretName} from '../secrets.ts';

type Words = readonly string[];

const from = (words: Words, start: number, end = words.length): readonly number[] => words.flatMap((_word, at) => (at >= start && at < end ? [at] : []));

const behind = (words: Words, pattern: RegExp): readonly number[] => words.flatMap((word, at) => (pattern.test(word) && at + 1 < words.length ? [at + 1] : []));

// The value of a header ends where the next one, a body or the condition starts.
const headerValues = (words: Words): readonly number[] =>
	words.flatMap((word, at) => {
		if (!/^(set-header|add-header|replace-header|replace-value|hdr)$/.test(words[at - 1] ?? '') || !secretName.test(word)) return [];
		const end = words.findIndex((next, index) => index > at && /^(if|unless|hdr|body)$/.test(next));
		return from(words, at + 1, end < 0 ? words.length : end);
	});

const noPattern = /^(-.*|str|beg|end|sub|reg|dom|dir|found|len|int|bool|gt|ge|lt|le|eq|\d+)$/;

// An ACL that compares something secret holds the secret as its pattern.
const compared = (words: Words): readonly number[] =>
	words.flatMap((word, at) => {
		const named = words[0] === 'acl' && at === 2;
		if (!(named || words[at - 1] === '{') || !/^[\w.]+\(/.test(word) || !secretName.test(word)) return [];
		const end = named ? -1 : words.indexOf('}', at);
		return from(words, at + 1, end < 0 ? words.length : end).filter(index => !noPattern.test(words[index] ?? '') && words[index - 1] !== '-f');
	});

// `set-var(txn.token) str(…)`: a secret that is written down under a telling name.
const variables = (words: Words): readonly number[] =>
	words.flatMap((word, at) => (/^set-var(-fmt)?\(/.test(word) && secretName.test(word) && /^str\(|^[^(%]*$/.test(words[at + 1] ?? '') ? [at + 1] : []));

const login = /auth|pass|login/i;

const byKeyword: ReadonlyMap<string, (words: Words) => readonly number[]> = new Map([
	['stats', words => (words[1] === 'auth' ? [2] : [])],
	['setenv', words => (secretName.test(words[1] ?? '') ? [2] : [])],
	['presetenv', words => (secretName.test(words[1] ?? '') ? [2] : [])],
	['user', words => behind(words, /^(insecure-)?password$/)],
	['dynamic-cookie-key', words => from(words, 1)],
	['cluster-secret', words => from(words, 1)],
	['anonkey', words => from(words, 1)],
	['tcp-check', words => (words[1]?.startsWith('send') && (words[1] === 'send-binary' || login.test(words.join(' '))) ? from(words, 2) : [])],
]);

/** Which words of a line are secrets, by their index (manual §3, §4.2). */
export const secretWords = (words: Words): readonly number[] => [
	...(byKeyword.get(words[0] ?? '')?.(words) ?? []),
	...headerValues(words),
	...compared(words),
	...variables(words),
	...behind(words, /^(ca-sign-pass|password|pass)$/),
];
