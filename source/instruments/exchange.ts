import {randomBytes} from 'node:crypto';
import type {Milliseconds, Target, Tls, Upgrade} from '../model.ts';
import type {KnownAddresses} from './addresses.ts';
import {bodyText, classifyAnswer, noteTls, readAnswer, readBody} from './answer.ts';
import {upgradeCommand} from './command.ts';
import {type Connected, type ConnectFailure, type ConnectOptions, connect, failed} from './connect.ts';
import {type Endpoint, endpointOf} from './endpoint.ts';
import type {Environment} from './proxy.ts';
import {proxyHeader} from './proxy-protocol.ts';
import {buildRequest, type Header, type Request} from './request.ts';
import {type Credentials, scrub, secretsOf} from './secrets.ts';
import {tlsFaultOf} from './secure.ts';
import {tenths} from './wait.ts';
import {createWire, type Wire} from './wire.ts';

/** What every request of one run has in common. */
export type Session = {
	readonly credentials: Credentials;
	readonly connectTimeout: Milliseconds;
	readonly responseTimeout: Milliseconds;
	/** The environment that names proxies; none is used without it. */
	readonly proxies?: Environment;
	/** Certificates in PEM that are trusted beside Node's own. */
	readonly ca?: string;
	readonly addresses?: KnownAddresses;
};

/** A connection after its 101: the frames are still to be read from its wire. */
export type OpenWebSocket = {readonly wire: Wire; readonly openedAt: Milliseconds; readonly roundTrip: Milliseconds; readonly address: string};

/** One handshake: what may be told of it, the response's header lines, which hold secrets, and the connection where it is open. */
export type Exchange = {readonly upgrade: Upgrade; readonly fields: readonly Header[]; readonly open?: OpenWebSocket};

/** Makes one handshake, its connection left open where it succeeds; `address` pins it to the machine an earlier one reached. */
export type MakeExchange = (target: Target, session: Session, signal: AbortSignal, address?: string) => Promise<Exchange>;

/** How a session connects; `address` as in `MakeExchange`. */
export const connectOptions = ({credentials, connectTimeout, proxies, ca, addresses}: Session, address?: string): ConnectOptions => ({
	ms: connectTimeout,
	insecure: credentials.insecure === true,
	...(proxies && {proxies}),
	...(ca !== undefined && {ca}),
	...(address !== undefined && {address}),
	...(addresses && {addresses}),
});

/** What is told of a way that led somewhere. A proxy's address is not the server's. */
export const toldOf = ({address, timings, tls, through}: Connected): Pick<Upgrade, 'address' | 'timings' | 'tls' | 'through'> => ({
	...(through === undefined ? {address} : {through}),
	...(timings && {timings}),
	...(tls && {tls}),
});

const send = async (wire: Wire, {bytes, key}: Request, ms: Milliseconds, signal: AbortSignal) => {
	const sentAt = performance.now();
	wire.write(bytes);
	const answer = await readAnswer(wire, ms, signal);
	const openedAt = performance.now();
	const {parsed, firstByteAt} = answer;
	const firstByte = firstByteAt === undefined ? {} : {firstByte: tenths(firstByteAt - sentAt)};
	const found = classifyAnswer(answer, key);
	const fields = parsed.state === 'head' ? parsed.fields : [];
	if (found.status === 101) return {found, fields, firstByte, openedAt};
	const body = parsed.state === 'head' ? await readBody(wire, found.headers, signal) : Buffer.alloc(0);
	wire.destroy();
	return {found: body.length === 0 ? found : noteTls({...found, bodyStart: bodyText(body, found.headers)}), fields, firstByte};
};

/** A TLS alert that comes after the handshake ends it nevertheless: in TLS 1.3 a client learns so late that its certificate was wanted (RFC 8446 §4.4.2). */
const lateAlert = ({outcome, detail = ''}: Upgrade, tls: Tls | undefined): Pick<Upgrade, 'outcome' | 'tls'> =>
	outcome === 'closed' && tls && /^ERR_SSL_/.test(detail) ? {outcome: 'tls', tls: {...tls, fault: tlsFaultOf(detail)}} : {};

const commandFor = (endpoint: Endpoint, {shown}: Request, connected: Connected | ConnectFailure): {command?: string} => {
	const {proxyProtocol} = endpoint;
	// Where nothing was sent, the header that says nothing of addresses stands for it.
	const {through, header = proxyProtocol && proxyHeader(proxyProtocol)} = {header: undefined, ...connected};
	const command = upgradeCommand(endpoint, shown, {...(through !== undefined && {through}), ...(header && {header})});
	return command === undefined ? {} : {command};
};

/** One handshake in raw bytes of HTTP/1.1 (RFC 6455 §4.1). */
export const exchangeOverHttp1: MakeExchange = async (target, session, signal, address) => {
	const endpoint = endpointOf(target);
	const request = buildRequest(endpoint, randomBytes(16).toString('base64'), session.credentials, target.variant);
	const connected = await connect(endpoint, connectOptions(session, address), signal);
	const command = commandFor(endpoint, request, connected);
	if (failed(connected)) return {upgrade: {...connected, ...command}, fields: []};

	const wire = createWire(connected.socket);
	const {found, fields, firstByte, openedAt} = await send(wire, request, session.responseTimeout, signal);
	const way = toldOf(connected);
	const told = {...found, ...way, ...lateAlert(found, way.tls), timings: {...way.timings, ...firstByte}, ...command};
	const upgrade = scrub(told, secretsOf(session.credentials, endpoint.userinfo));
	if (openedAt === undefined) return {upgrade, fields};
	return {upgrade, fields, open: {wire, openedAt, roundTrip: firstByte.firstByte ?? 0, address: connected.address}};
};
