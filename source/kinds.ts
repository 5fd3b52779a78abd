import {parseAddress} from './address.ts';
import {parseDuration} from './duration.ts';
import {didYouMean} from './nearest.ts';
import {clean} from './text.ts';
import {UsageError} from './usage-error.ts';

/** What a flag's value looks like in the help, and how it is read; `read` throws a sentence that says what was expected. */
export type Kind<Value> = {readonly hint: string; readonly read: (text: string) => Value};

const refuse = (text: string, expected: string) => new UsageError(`"${clean(text, 60)}" is not understood: expected ${expected}.`);
const control = /\p{Cc}/u;

/** Text without control characters, which no header or file name here has. */
export const text = (hint: string, expected: string): Kind<string> => ({
	hint,
	read: value => {
		if (value.trim() === '' || control.test(value)) {
			// Not quoted: it may be a secret.
			throw new UsageError(`Expected ${expected}, neither empty nor with control characters in it.`);
		}

		return value;
	},
});

export const file = (hint: string): Kind<string> => text(hint, 'the name of a file');

export const duration: Kind<number> = {hint: '<duration>', read: parseDuration};

/** A duration that is more than none. */
export const limit: Kind<number> = {
	hint: '<duration>',
	read: value => {
		const ms = parseDuration(value);
		if (ms === 0) {
			throw refuse(value, 'more than no time at all');
		}

		return ms;
	},
};

/** `host:port`, or a WebSocket server's `wss://host:port`. */
export const endpoint = {hint: '<host:port>', read: parseAddress};

export const address = {
	hint: '<host:port>',
	read: (value: string) => {
		const {scheme, ...rest} = parseAddress(value);
		if (scheme) {
			throw refuse(value, "host:port without a scheme, since the URL's own is used");
		}

		return rest;
	},
};

const taken = ['public', 'client', 'haproxy', 'backend'];

/** A named place, `name=host:port`. */
export const place = {
	hint: '<name>=<host:port>',
	read: (value: string) => {
		const [, name, where] = /^([A-Za-z][\w-]{0,39})=(.+)$/.exec(value) ?? [];
		if (!name || !where) {
			throw refuse(value, 'name=host:port, for example edge=10.0.0.5:443');
		}

		if (taken.includes(name)) {
			throw refuse(value, `another name than ${taken.join(', ')}, which mean places of their own`);
		}

		return {name, ...endpoint.read(where)};
	},
};

/** Products on the way, client first. */
export const hops: Kind<readonly string[]> = {
	hint: '<hop,hop,…>',
	read: value => {
		const names = value.split(',').map(name => name.trim());
		if (names.length > 50 || names.some(name => !/^[\w.][\w. -]{0,59}$/.test(name))) {
			throw refuse(value, 'names with commas between them, client first, for example cloudflare,haproxy,nginx');
		}

		return names;
	},
};

/** A header field (RFC 9110 §5.1). */
export const header = {
	hint: "'Name: value'",
	read: (value: string) => {
		const [, name, content] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([^\p{Cc}]*)$/u.exec(value) ?? [];
		if (!name || content === undefined) {
			// The value may be a secret, so only the name is quoted.
			throw refuse(/^[^\s:]*/.exec(value)?.[0] ?? '', "'Name: value' on one line");
		}

		return {name, value: content.trim()};
	},
};

/** A whole number from 1 up to `most`. */
export const count = (most: number): Kind<number> => ({
	hint: '<n>',
	read: value => {
		if (!/^[1-9]\d{0,3}$/.test(value) || Number(value) > most) {
			throw refuse(value, `a whole number from 1 to ${most}`);
		}

		return Number(value);
	},
});

/** One of some words; those of `later` are known, and not built yet. */
export const choice = <const Word extends string>(words: readonly Word[], later: readonly string[] = []): Kind<Word> => ({
	hint: `<${words.join('|')}>`,
	read: value => {
		const word = words.find(candidate => candidate === value);
		if (word) {
			return word;
		}

		throw later.includes(value)
			? new UsageError(`"${value}" is not part of this version yet: expected ${words.join(', ')}.`)
			: new UsageError(`"${clean(value, 40)}" is not understood${didYouMean(value, words, words.join(', '))}`);
	},
});
