import {createHash} from 'node:crypto';
import {clean} from '../text.ts';
import type {Endpoint} from './endpoint.ts';
import {type Credentials, isPublicHeader, redactQuery, redactResponseHeader} from './secrets.ts';

/** A request ready to be sent, and the same with its credentials left out. */
export type Request = {readonly bytes: Buffer; readonly key: string; readonly shown: string};

type Header = readonly [name: string, value: string];

const own = (endpoint: Endpoint, key: string, {origin, cookie, subprotocol}: Credentials): Header[] => [
	['Host', endpoint.hostHeader],
	['Upgrade', 'websocket'],
	['Connection', 'Upgrade'],
	['Sec-WebSocket-Key', key],
	['Sec-WebSocket-Version', '13'],
	['User-Agent', 'ws-doctor'],
	...(origin === undefined ? [] : [['Origin', origin] as const]),
	...(subprotocol === undefined ? [] : [['Sec-WebSocket-Protocol', subprotocol] as const]),
	...(cookie === undefined ? [] : [['Cookie', cookie] as const]),
	...(endpoint.userinfo === undefined ? [] : [['Authorization', `Basic ${Buffer.from(endpoint.userinfo).toString('base64')}`] as const]),
];

/** As in curl: a header given by hand replaces ours of the same name, and one without a value removes it. */
const merge = (ours: readonly Header[], given: readonly Header[]): Header[] => {
	const replaced = new Set(given.map(([name]) => name.toLowerCase()));
	return [...ours.filter(([name]) => !replaced.has(name.toLowerCase())), ...given.filter(([, value]) => value !== '')];
};

const shownValue = ([name, value]: Header): string => {
	const secret = !isPublicHeader(name) || (/^sec-websocket-protocol$/i.test(name) && value.length > 32);
	return secret ? '…' : value;
};

const write = (path: string, headers: readonly Header[], value: (header: Header) => string): string =>
	[`GET ${path} HTTP/1.1`, ...headers.map(header => `${header[0]}: ${value(header)}`), '', ''].join('\r\n');

/** The opening handshake of a client (RFC 6455 §4.1); `key` is 16 random bytes in base64. */
export const buildRequest = (endpoint: Endpoint, key: string, credentials: Credentials = {}): Request => {
	const headers = merge(own(endpoint, key, credentials), credentials.headers ?? []);
	return {
		bytes: Buffer.from(write(endpoint.path, headers, ([, value]) => value)),
		key: headers.find(([name]) => name.toLowerCase() === 'sec-websocket-key')?.[1] ?? '',
		shown: write(redactQuery(endpoint.path), headers, shownValue),
	};
};

/** What `Sec-WebSocket-Accept` has to be for a key (RFC 6455 §4.2.2). */
export const acceptFor = (key: string): string => createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** A response head, safe to show: controls are gone, credentials too. */
export type Head = {readonly status: number; readonly reason: string; readonly headers: Readonly<Record<string, string>>};

/** What is known after some bytes: not all of a head, a head and what follows it, or that it is none. */
export type Parsed =
	| {readonly state: 'more'}
	| {readonly state: 'head'; readonly head: Head; readonly rest: Buffer}
	| {readonly state: 'garbage'; readonly detail: string};

/** Limits on what a server may send before it counts as garbage. */
export const headLimits = {bytes: 64 * 1024, lines: 200};

const garbage = (detail: string): Parsed => ({state: 'garbage', detail});

/** Where the first empty line ends; a bare LF is a line end too (RFC 9112 §2.2). */
const headEnd = (bytes: Buffer): number => {
	for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
		if (bytes[at + 1] === 10) return at + 2;
		if (bytes[at + 1] === 13 && bytes[at + 2] === 10) return at + 3;
	}

	return -1;
};

const parseHeaders = (lines: readonly string[]): Readonly<Record<string, string>> => {
	const headers = new Map<string, string>();
	for (const line of lines) {
		const colon = line.indexOf(':');
		if (colon < 1) continue;
		const name = clean(line.slice(0, colon).trim().toLowerCase(), 100);
		const value = redactResponseHeader(name, line.slice(colon + 1).trim());
		const earlier = headers.get(name);
		headers.set(name, earlier === undefined ? value : `${earlier}, ${value}`);
	}

	return Object.fromEntries(headers);
};

const parseHead = (text: string): Head | string => {
	// A folded line belongs to the one above (RFC 9112 §5.2).
	const [first = '', ...lines] = text
		.replace(/\r?\n[ \t]+/g, ' ')
		.trimEnd()
		.split(/\r?\n/);
	const [, status, reason = ''] = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(first) ?? [];
	if (status === undefined) return 'the first line is not a status line of HTTP/1.1';
	if (lines.length > headLimits.lines) return `more than ${headLimits.lines} header lines`;
	return {status: Number(status), reason: clean(reason.trim()), headers: parseHeaders(lines)};
};

const notHttp = 'the answer does not begin with "HTTP/1."';
const beginning = Buffer.from('HTTP/1.');

const foreign = (bytes: Buffer): string | undefined => {
	if (bytes.subarray(0, beginning.length).equals(beginning.subarray(0, bytes.length))) return undefined;
	if (bytes[0] !== 0x15) return notHttp;
	// A TLS record of type alert and version 3.x (RFC 8446 §5.1) is what a TLS port says to plain HTTP.
	if (bytes.length < 2) return undefined;
	return bytes[1] === 3 ? 'the answer is a TLS alert: this port speaks TLS' : notHttp;
};

/** Reads a response as it comes in; interim responses other than 101 are skipped (RFC 9110 §15.2). How the bytes are cut into chunks makes no difference. */
export const createHeadParser = (): ((chunk: Buffer) => Parsed) => {
	let bytes: Buffer = Buffer.alloc(0);
	let skipped = 0;
	let settled: Parsed | undefined;
	const decide = (): Parsed => {
		for (;;) {
			const strange = foreign(bytes);
			if (strange !== undefined) return garbage(strange);
			const end = headEnd(bytes);
			if ((end < 0 ? bytes.length : end) + skipped > headLimits.bytes) return garbage(`no end of the response head within ${headLimits.bytes} bytes`);
			if (end < 0) return {state: 'more'};
			const head = parseHead(bytes.toString('utf8', 0, end));
			if (typeof head === 'string') return garbage(head);
			if (head.status >= 200 || head.status === 101) return {state: 'head', head, rest: bytes.subarray(end)};
			bytes = bytes.subarray(end);
			skipped += end;
		}
	};

	return chunk => {
		if (settled !== undefined) return settled;
		bytes = Buffer.concat([bytes, chunk]);
		const parsed = decide();
		if (parsed.state !== 'more') settled = parsed;
		return parsed;
	};
};
