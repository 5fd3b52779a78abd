import {redactQuery} from './secrets.ts';
import {clean} from './text.ts';
import {UsageError} from './usage-error.ts';

/** Where to connect. `host` stands without brackets; `scheme` is there when the text named one. */
export type Address = {readonly host: string; readonly port: number; readonly scheme?: 'ws' | 'wss'};

const address = /^(?:(wss?):\/\/)?(\[[\da-f:.]+(?:%[\w.-]+)?\]|[^\s:/?#@[\]]+):(\d{1,5})$/i;
const unprintable = /[\s\p{Cc}]/u;

const quote = (text: string) => `"${clean(redactQuery(text), 100)}"`;

/** Reads `host:port`, `[::1]:80` or `wss://host:port`. Throws a sentence that says what was expected. */
export const parseAddress = (text: string): Address => {
	const [, scheme, host, digits] = address.exec(text) ?? [];
	if (!host || !URL.canParse(`ws://${host.replace(/%.*\]/, ']')}`)) {
		throw new UsageError(`${quote(text)} is not an address: expected host:port, for example 10.0.0.5:8080 or [::1]:8080.`);
	}

	const port = Number(digits);
	if (port < 1 || port > 65_535) {
		throw new UsageError(`${quote(text)} has no port that exists: expected host:port with a port from 1 to 65535.`);
	}

	return {host: host.replace(/^\[|\]$/g, ''), port, ...(scheme && {scheme: scheme.toLowerCase() as 'ws' | 'wss'})};
};

const expected = 'expected ws://host/path or wss://host/path';

// Never quotes the text: it holds a password, or what an authorization server hands over in a fragment (RFC 6749 §4.2.2).
const refuseParts = (url: URL) => {
	if (url.username || url.password) {
		throw new UsageError("A URL with a user name or password is not kept: leave them out, and give --header 'Authorization: …' instead.");
	}

	if (url.hash) {
		throw new UsageError('A WebSocket URL has no fragment (RFC 6455 §3): leave out what begins with #, or write %23 for a # in the path.');
	}
};

/** Without a user name and password, wherever they end, and without a fragment. */
const quotable = (text: string) => text.replace(/#.*/s, '').replace(/^([a-z][\w+.-]*:\/\/)?.*@/is, '$1');

/** Whoever leaves the scheme out, as curl lets one, is told both: which of them would be a guess. */
const schemeless = /^(?:\[[\da-f:.]+\]|[\w-]+(?:\.[\w-]+)+|[\w-]+(?=:\d))(?::\d{1,5})?(?:[/?].*)?$/i;

const expectedFor = (text: string) => (schemeless.test(text) ? `${expected}, here ws://${text} or wss://${text}` : expected);

const toUrl = (text: string) => {
	if (text.length > 4096) {
		throw new UsageError(`The URL has ${text.length} characters: expected at most 4096.`);
	}

	if (unprintable.test(text) || !/^(?:ws|http)s?:\/\//i.test(text) || !URL.canParse(text)) {
		const safe = clean(redactQuery(quotable(text)), 100);
		throw new UsageError(`"${safe}" is not a WebSocket URL: ${expectedFor(safe)}.`);
	}

	return new URL(text.replace(/^http/i, 'ws'));
};

/** Reads a `ws://` or `wss://` URL (RFC 6455 §3), and `http(s)://` as such; returns it normalised. Throws a sentence that says what was expected. */
export const parseUrl = (text: string): string => {
	const url = toUrl(text.trim());
	refuseParts(url);
	if (url.port === '0') {
		throw new UsageError(`${quote(text)} has no port that exists: expected a port from 1 to 65535.`);
	}

	return url.href;
};
