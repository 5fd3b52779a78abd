import type {Milliseconds, Upgrade} from '../model.ts';
import {clean} from '../text.ts';
import {cookiesOf, describeCookies} from './cookies.ts';
import {acceptFor, createHeadParser, type Parsed} from './handshake.ts';
import {bounded} from './wait.ts';
import type {Wire, WireEnd} from './wire.ts';

/** What came back: how far the head got, the bytes it began with, and how it ended when there was no whole head. */
export type Answer = {readonly parsed: Parsed; readonly start: Buffer; readonly firstByteAt?: Milliseconds; readonly end: WireEnd | 'late' | 'answered'};

const bodyLimit = 512;
const bodyWait = 500;

const firstBytes = (start: Buffer, chunk: Buffer): Buffer =>
	start.length === bodyLimit ? start : Buffer.concat([start, chunk.subarray(0, bodyLimit - start.length)]);

/** Waits for the head of a response, for `ms` at most. */
export const readAnswer = async (wire: Wire, ms: Milliseconds, signal: AbortSignal): Promise<Answer> => {
	const parse = createHeadParser();
	let parsed: Parsed = {state: 'more'};
	let start: Buffer = Buffer.alloc(0);
	let firstByteAt: number | undefined;
	const end = await bounded<WireEnd | 'answered'>(ms, signal, hand => {
		wire.listen(sighting => {
			if ('ending' in sighting) return hand(sighting);
			firstByteAt ??= sighting.at;
			start = firstBytes(start, sighting.chunk);
			parsed = parse(sighting.chunk);
			if (parsed.state === 'more') return;
			wire.hold(parsed.state === 'head' && parsed.rest.length > 0 ? {at: sighting.at, chunk: parsed.rest} : undefined);
			hand('answered');
		});
		return wire.destroy;
	});
	return {parsed, start, end, ...(firstByteAt === undefined ? {} : {firstByteAt})};
};

const isChunked = (headers: Upgrade['headers'] = {}): boolean => /chunked/i.test(headers['transfer-encoding'] ?? '');

/** Whether no more of a body is to come, so that nobody waits for a server that keeps its connection open (RFC 9112 §6.3). */
const isWhole = (body: Buffer, headers: Upgrade['headers'] = {}): boolean =>
	isChunked(headers) ? body.toString('latin1').endsWith('0\r\n\r\n') : body.length >= Number(headers['content-length'] ?? Number.POSITIVE_INFINITY);

/** The first bytes of a body, for as long as they come soon; the connection is gone afterwards. */
export const readBody = async (wire: Wire, headers: Upgrade['headers'], signal: AbortSignal): Promise<Buffer> => {
	let body: Buffer = Buffer.alloc(0);
	if (!isWhole(body, headers))
		await bounded<void>(bodyWait, signal, hand => {
			wire.listen(sighting => {
				if ('ending' in sighting) return hand();
				body = firstBytes(body, sighting.chunk);
				if (body.length === bodyLimit || isWhole(body, headers)) hand();
			});
			return wire.destroy;
		});
	wire.destroy();
	return body;
};

/** The text in a chunked body's beginning: the size lines are not the server's text (RFC 9112 §7.1). */
const unchunk = (body: Buffer): Buffer => {
	const lineEnd = body.indexOf('\n');
	const size = /^[0-9a-f]{1,7}(?=[\s;]|$)/i.exec(body.toString('latin1', 0, Math.max(0, lineEnd)))?.[0];
	if (size === undefined) return Buffer.alloc(0);
	const end = lineEnd + 1 + Number.parseInt(size, 16);
	return Buffer.concat([body.subarray(lineEnd + 1, end), ...(size === '0' ? [] : [unchunk(body.subarray(end + 2))])]);
};

/** Text of a body's beginning, safe to show. */
export const bodyText = (body: Buffer, headers?: Upgrade['headers']): string => clean((isChunked(headers) ? unchunk(body) : body).toString('utf8'), bodyLimit);

const withStart = (start: Buffer): {bodyStart?: string} => (start.length === 0 ? {} : {bodyStart: bodyText(start)});

/** What an answer means; `key` is the one that was sent. */
export const classifyAnswer = ({parsed, start, end}: Answer, key: string): Upgrade => {
	if (parsed.state === 'head') {
		const {status, reason, headers} = parsed.head;
		const accepted = status === 101 ? {acceptValid: headers['sec-websocket-accept'] === acceptFor(key)} : {};
		return {status, ...(reason === '' ? {} : {reason}), headers, ...accepted, ...describeCookies(cookiesOf(parsed.fields))};
	}

	if (parsed.state === 'garbage') return {outcome: 'garbage', detail: parsed.detail, ...withStart(start)};
	const cut = start.length === 0 ? 'before any response' : 'in the middle of the response head';
	if (end === 'late')
		return start.length === 0 ? {outcome: 'no-response'} : {outcome: 'garbage', detail: 'the response head did not end in time', ...withStart(start)};
	if (end === 'answered') return {outcome: 'garbage'};
	return {outcome: end.ending === 'rst' ? 'reset' : 'closed', detail: `${end.detail} ${cut}`, ...withStart(start)};
};

/** What nginx, Apache, Go, HAProxy's neighbours and others say to plain HTTP on a TLS port. */
const saysTls = /plain HTTP (?:request was )?(?:sent )?to (?:an? )?(?:HTTPS|SSL-enabled server|TLS)|HTTP request to an HTTPS server|requires TLS/i;

/** The same answer, with a word on a port that wants TLS: it is the body that says so. */
export const noteTls = (found: Upgrade): Upgrade =>
	found.status !== undefined && found.status >= 400 && found.detail === undefined && saysTls.test(found.bodyStart ?? '')
		? {...found, detail: 'the body says that plain HTTP was sent to a TLS port: this port speaks TLS'}
		: found;
