import {randomBytes} from 'node:crypto';
import type {Milliseconds, Target, Upgrade} from '../model.ts';
import {clean} from '../text.ts';
import {upgradeCommand} from './command.ts';
import {connect} from './connect.ts';
import {endpointOf} from './endpoint.ts';
import {closePayload, encodeFrame, opcodes} from './frames.ts';
import {acceptFor, buildRequest, createHeadParser, type Head, type Parsed} from './handshake.ts';
import {type Credentials, scrub, secretsOf} from './secrets.ts';
import {bounded, tenths} from './wait.ts';
import {createWire, type Wire, type WireEnd} from './wire.ts';

/** What every request of one run has in common. */
export type Session = {readonly credentials: Credentials; readonly connectTimeout: Milliseconds; readonly responseTimeout: Milliseconds};

/** What came back: how far the head got, the bytes it began with, and how it ended when there was no whole head. */
export type Answer = {readonly parsed: Parsed; readonly start: Buffer; readonly firstByteAt?: Milliseconds; readonly end: WireEnd | 'late' | 'answered'};

/** A connection after its 101: the frames are still to be read from its wire. */
export type OpenWebSocket = {readonly wire: Wire; readonly openedAt: Milliseconds; readonly roundTrip: Milliseconds; readonly address: string};

const bodyLimit = 512;
const bodyWait = 500;
const politeness = 250;

const firstBytes = (start: Buffer, chunk: Buffer): Buffer => Buffer.concat([start, chunk.subarray(0, bodyLimit - start.length)]);

const readAnswer = async (wire: Wire, ms: Milliseconds, signal: AbortSignal): Promise<Answer> => {
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

/** The first bytes of a body, for as long as they come soon. */
const readBody = async (wire: Wire, signal: AbortSignal): Promise<Buffer> => {
	let body: Buffer = Buffer.alloc(0);
	await bounded<void>(bodyWait, signal, hand => {
		wire.listen(sighting => {
			if ('ending' in sighting) return hand();
			body = firstBytes(body, sighting.chunk);
			if (body.length === bodyLimit) hand();
		});
		return wire.destroy;
	});
	wire.destroy();
	return body;
};

/** Text of a body's beginning; the size line of a first chunk is not the server's text (RFC 9112 §7.1). */
const bodyText = (body: Buffer, head?: Head): string => {
	const text = body.toString('utf8');
	return clean(/chunked/i.test(head?.headers['transfer-encoding'] ?? '') ? text.replace(/^[0-9a-f]+[^\n]*\n/i, '') : text, bodyLimit);
};

const withStart = (start: Buffer): {bodyStart?: string} => (start.length === 0 ? {} : {bodyStart: bodyText(start)});

/** What an answer means; `key` is the one that was sent. */
export const classifyAnswer = ({parsed, start, end}: Answer, key: string): Upgrade => {
	if (parsed.state === 'head') {
		const {status, reason, headers} = parsed.head;
		return {status, ...(reason === '' ? {} : {reason}), headers, ...(status === 101 ? {acceptValid: headers['sec-websocket-accept'] === acceptFor(key)} : {})};
	}

	if (parsed.state === 'garbage') return {outcome: 'garbage', detail: parsed.detail, ...withStart(start)};
	const cut = start.length === 0 ? 'before any response' : 'in the middle of the response head';
	if (end === 'late')
		return start.length === 0 ? {outcome: 'no-response'} : {outcome: 'garbage', detail: 'the response head did not end in time', ...withStart(start)};
	if (end === 'answered') return {outcome: 'garbage'};
	return {outcome: end.ending === 'rst' ? 'reset' : 'closed', detail: `${end.detail} ${cut}`, ...withStart(start)};
};

/** Sends a masked Close frame and lets the connection go. */
export const closePolitely = (wire: Wire, code = 1000): Promise<void> => {
	wire.write(encodeFrame(opcodes.close, closePayload(code), randomBytes(4)));
	return wire.finish(politeness);
};

type Exchange = {readonly upgrade: Upgrade; readonly open?: OpenWebSocket};

const exchangeOver = async (wire: Wire, {bytes, key}: {bytes: Buffer; key: string}, ms: Milliseconds, signal: AbortSignal) => {
	const sentAt = performance.now();
	wire.write(bytes);
	const answer = await readAnswer(wire, ms, signal);
	const openedAt = performance.now();
	const {parsed, firstByteAt} = answer;
	const firstByte = firstByteAt === undefined ? {} : {firstByte: tenths(firstByteAt - sentAt)};
	const found = classifyAnswer(answer, key);
	if (found.status === 101) return {found, firstByte, openedAt};
	const body = parsed.state === 'head' ? await readBody(wire, signal) : undefined;
	wire.destroy();
	return {
		found: body === undefined || body.length === 0 ? found : {...found, bodyStart: bodyText(body, parsed.state === 'head' ? parsed.head : undefined)},
		firstByte,
	};
};

const exchange = async (target: Target, session: Session, signal: AbortSignal, address?: string): Promise<Exchange> => {
	const {credentials, connectTimeout, responseTimeout} = session;
	const endpoint = endpointOf(target);
	const request = buildRequest(endpoint, randomBytes(16).toString('base64'), credentials);
	const command = upgradeCommand(endpoint, request.shown);
	const shown = command === undefined ? {} : {command};
	const connected = await connect(endpoint, {ms: connectTimeout, insecure: credentials.insecure === true, ...(address === undefined ? {} : {address})}, signal);
	if ('outcome' in connected) return {upgrade: {...connected, ...shown}};

	const wire = createWire(connected.socket);
	const {found, firstByte, openedAt} = await exchangeOver(wire, request, responseTimeout, signal);
	const timings = {...connected.timings, ...firstByte};
	const upgrade = scrub({...found, address: connected.address, timings, ...shown}, secretsOf(credentials, endpoint.userinfo));
	if (openedAt === undefined) return {upgrade};
	return {upgrade, open: {wire, openedAt, roundTrip: firstByte.firstByte ?? 0, address: connected.address}};
};

/** One WebSocket handshake in raw bytes (RFC 6455 §4.1). Follows nothing; after a 101 it closes with 1000. Rejects only with the signal's reason. */
export const upgrade = async (target: Target, session: Session, signal: AbortSignal): Promise<Upgrade> => {
	const {upgrade: found, open} = await exchange(target, session, signal);
	if (open !== undefined) await closePolitely(open.wire);
	return found;
};

/** A sentence for a handshake that gave no 101. */
export const describeFailure = ({status, reason, outcome, detail}: Upgrade): string =>
	status === undefined
		? `${outcome ?? 'garbage'}${detail === undefined ? '' : ` (${detail})`}`
		: `status ${status}${reason === undefined ? '' : ` ${reason}`} instead of 101`;

/** Opens a WebSocket and leaves it open; `address` pins it to the machine an earlier one reached. Throws `the handshake failed: …` without a 101. */
export const openWebSocket = async (target: Target, session: Session, signal: AbortSignal, address?: string): Promise<OpenWebSocket> => {
	const {upgrade: found, open} = await exchange(target, session, signal, address);
	if (open === undefined) throw new Error(`the handshake failed: ${describeFailure(found)}`);
	return open;
};
