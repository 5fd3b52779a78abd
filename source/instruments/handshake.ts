import {createHash} from 'node:crypto';
import {clean} from '../text.ts';
import type {Header} from './request.ts';
import {redactResponseHeader} from './secrets.ts';

/** What `Sec-WebSocket-Accept` has to be for a key (RFC 6455 §4.2.2). */
export const acceptFor = (key: string): string => createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** A response head, safe to show: controls are gone, credentials too. */
export type Head = {readonly status: number; readonly reason: string; readonly headers: Readonly<Record<string, string>>};

/** What is known after some bytes: not all of a head, a head and what follows it, or that it is none. `fields` are the header lines as they came: they hold secrets. */
export type Parsed =
	| {readonly state: 'more'}
	| {readonly state: 'head'; readonly head: Head; readonly fields: readonly Header[]; readonly rest: Buffer}
	| {readonly state: 'garbage'; readonly detail: string};

/** Limits on what a server may send before it counts as garbage. */
export const headLimits = {bytes: 64 * 1024, lines: 200, interim: 50};

const garbage = (detail: string): Parsed => ({state: 'garbage', detail});

const lineFeed = 10;
const carriageReturn = 13;

/** Where the first empty line ends, looked for from `start` on; a bare LF is a line end too (RFC 9112 §2.2). */
const headEnd = (bytes: Buffer, start: number): number => {
	for (let at = bytes.indexOf(lineFeed, start); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
		if (bytes[at + 1] === lineFeed) return at + 2;
		if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed) return at + 3;
	}

	return -1;
};

const readFields = (lines: readonly string[]): Header[] =>
	lines.flatMap(line => {
		const colon = line.indexOf(':');
		return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const];
	});

/** Headers by lower-case name, safe to show; repeated ones are joined with `, `. */
export const joinHeaders = (fields: readonly Header[]): Readonly<Record<string, string>> => {
	const headers = new Map<string, string>();
	for (const [written, value] of fields) {
		const name = clean(written, 100);
		const safe = redactResponseHeader(name, value);
		const earlier = headers.get(name);
		headers.set(name, earlier === undefined ? safe : `${earlier}, ${safe}`);
	}

	return Object.fromEntries(headers);
};

const parseHead = (text: string): {head: Head; fields: readonly Header[]} | string => {
	// A folded line belongs to the one above (RFC 9112 §5.2).
	const [first = '', ...lines] = text
		.replace(/\r?\n[ \t]+/g, ' ')
		.trimEnd()
		.split(/\r?\n/);
	const [, status, reason = ''] = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(first) ?? [];
	if (status === undefined) return 'the first line is not a status line of HTTP/1.1';
	if (lines.length > headLimits.lines) return `more than ${headLimits.lines} header lines`;
	const fields = readFields(lines);
	return {head: {status: Number(status), reason: clean(reason.trim()), headers: joinHeaders(fields)}, fields};
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

/** Bytes that come in small pieces, without a copy of all of them for each. */
const createGathering = () => {
	let room: Buffer = Buffer.alloc(512);
	let length = 0;
	return {
		add: (chunk: Buffer) => {
			if (length + chunk.length > room.length) room = Buffer.concat([room.subarray(0, length)], 2 * (length + chunk.length));
			length += chunk.copy(room, length);
			return room.subarray(0, length);
		},
		keep: (rest: Buffer) => {
			room = Buffer.from(rest);
			length = room.length;
			return room;
		},
	};
};

/** Reads a response as it comes in; interim responses other than 101 are skipped (RFC 9110 §15.2). How the bytes are cut into chunks makes no difference. */
export const createHeadParser = (): ((chunk: Buffer) => Parsed) => {
	const gathering = createGathering();
	let bytes: Buffer = Buffer.alloc(0);
	let [searched, skipped, interim] = [0, 0, 0];
	let settled: Parsed | undefined;
	const decide = (): Parsed => {
		for (;;) {
			const strange = foreign(bytes);
			if (strange !== undefined) return garbage(strange);
			const end = headEnd(bytes, searched);
			if ((end < 0 ? bytes.length : end) + skipped > headLimits.bytes) return garbage(`no end of the response head within ${headLimits.bytes} bytes`);
			// An empty line is three bytes at most, of which two may have been seen.
			searched = end < 0 ? Math.max(0, bytes.length - 2) : 0;
			if (end < 0) return {state: 'more'};
			const parsed = parseHead(bytes.toString('utf8', 0, end));
			if (typeof parsed === 'string') return garbage(parsed);
			const {status} = parsed.head;
			if (status >= 200 || status === 101) return {state: 'head', ...parsed, rest: bytes.subarray(end)};
			if (++interim > headLimits.interim) return garbage(`more than ${headLimits.interim} interim responses`);
			bytes = gathering.keep(bytes.subarray(end));
			skipped += end;
		}
	};

	return chunk => {
		if (settled !== undefined) return settled;
		bytes = gathering.add(chunk);
		const parsed = decide();
		if (parsed.state !== 'more') settled = parsed;
		return parsed;
	};
};
