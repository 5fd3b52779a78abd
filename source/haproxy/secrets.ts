import {secretName, secretWords} from './secret-words.ts';
import type {Word} from './types.ts';
import {wordsOf} from './words.ts';

const hidden = '[redacted]';
// HAProxy refuses lines of more than 64 words.
const maximumWords = 200;

// Secrets that are parts of a word, of a comment, or of a line that cannot be read: credentials in URLs and headers, keys of converters.
const inText: ReadonlyArray<readonly [RegExp, string]> = [
	[/(\b[a-z][\w+.-]{0,20}:\/\/)[^\s/@:]{0,200}:[^\s/@]{1,500}@/gi, `$1${hidden}@`],
	[/\b(jwt_\w+|hmac|aes_\w+)\((?:"[^"]*"|'[^']*'|[^)"'])*/gi, `$1(${hidden}`],
	[
		/((?:password|passwd|passphrase|secret|token|api[-_]?key|authorization|cookie)["']?(?:\\?\s)*[=:](?:\\?\s)*)(?!\[|\\?\s)(?:(?:basic|bearer|digest|token)(?:\\?\s)+)?("[^"]*"|'[^']*'|(?:\\ |[^\s"'[])+)/gi,
		`$1${hidden}`,
	],
	[/\b(basic|bearer)((?:\\?\s)+)[\w+/=.~-]{6,}/gi, `$1$2${hidden}`],
];

// Most lines have nothing of the kind, and are not looked at any closer.
const suspicious = new RegExp(`${secretName.source}|pass|auth|:\\/\\/|cookie|key|basic|bearer|jwt_|hmac|aes_|send-binary`, 'i');

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
	if (!suspicious.test(line)) return line;
	const [, mark = '', rest = line] = /^(\s*#+\s*)(.*)$/s.exec(line) ?? [];
	return inText.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), mark + redactWords(rest));
};

/**
 * Takes passwords of userlists and `stats auth`, credentials in headers, cookies, URLs, checks and converters out of a configuration.
 * The number of lines stays, and so does what routes and timers are read from: an ACL that compares a secret is undecided afterwards.
 */
export const redactSecrets = (text: string): string => text.split('\n').map(redactLine).join('\n');
