import {connect as connectHttp2, type OutgoingHttpHeaders, type Settings} from 'node:http2';
import type {Milliseconds, Upgrade} from '../model.ts';
import {bodyText, readBody} from './answer.ts';
import {tlsCommand} from './command.ts';
import {type Connected, connect, failed} from './connect.ts';
import {cookiesOf, describeCookies} from './cookies.ts';
import {endpointOf, isHost} from './endpoint.ts';
import {connectOptions, type Exchange, type MakeExchange, toldOf} from './exchange.ts';
import {joinHeaders} from './handshake.ts';
import {fieldsOf, requestFor} from './http2-request.ts';
import {type Carrier, createHttp2Wire, onSessionEnd} from './http2-wire.ts';
import type {Header} from './request.ts';
import {scrub, secretsOf} from './secrets.ts';
import {bounded, tenths} from './wait.ts';
import type {Wire, WireEnd} from './wire.ts';

/** A hostile server may send without end: what Node keeps for one session, in megabytes. */
const maxSessionMemory = 2;

const openSession = ({socket}: Connected): Carrier => {
	// The authority of the session is not used: each request names its own.
	const session = connectHttp2('https://ws-doctor.invalid', {createConnection: () => socket, settings: {enablePush: false}, maxSessionMemory});
	return {session, socket};
};

/** The peer's SETTINGS (RFC 9113 §6.5), with which it has to begin. */
const settingsOf = (carrier: Carrier, ms: Milliseconds, signal: AbortSignal) =>
	bounded<Settings | WireEnd>(ms, signal, hand => {
		carrier.session.once('remoteSettings', hand);
		onSessionEnd(carrier, hand);
		return () => carrier.session.destroy();
	});

type Response = {readonly status: number; readonly fields: readonly Header[]};

const responseOn = (stream: ReturnType<Carrier['session']['request']>, wire: Wire, ms: Milliseconds, signal: AbortSignal) =>
	bounded<Response | WireEnd>(ms, signal, hand => {
		stream.once('response', headers => {
			wire.hold();
			hand({status: Number(headers[':status']), fields: fieldsOf(headers)});
		});
		wire.listen(sighting => 'ending' in sighting && hand(sighting));
		return wire.destroy;
	});

/** What it means that HTTP/2 ended before an answer. */
const classifyEnd = (end: WireEnd | 'late', awaited: string): Upgrade => {
	if (end === 'late') return {outcome: 'no-response', detail: `no ${awaited} in time`};
	const outcomes = {rst: 'reset', fin: 'closed', silent: 'closed', unknown: 'garbage'} as const;
	return {outcome: outcomes[end.ending], detail: `${end.detail} before any ${awaited}`};
};

type Asked = Omit<Exchange, 'open'> & {readonly open?: {readonly wire: Wire; readonly roundTrip: Milliseconds}};

/** Sends the CONNECT and reads its answer; nothing is sent to a server that does not announce that it understands it (RFC 8441 §3). */
const ask = async (carrier: Carrier, request: OutgoingHttpHeaders, ms: Milliseconds, signal: AbortSignal): Promise<Asked> => {
	const settings = await settingsOf(carrier, ms, signal);
	if (settings === 'late' || 'ending' in settings) return {upgrade: {http2: {chosen: true}, ...classifyEnd(settings, 'SETTINGS')}, fields: []};
	const http2 = {chosen: true, extendedConnect: settings.enableConnectProtocol === true};
	if (!http2.extendedConnect) return {upgrade: {http2, detail: 'SETTINGS_ENABLE_CONNECT_PROTOCOL is not announced'}, fields: []};
	const sentAt = performance.now();
	const stream = carrier.session.request(request, {endStream: false});
	const wire = createHttp2Wire(stream, carrier);
	const answer = await responseOn(stream, wire, ms, signal);
	if (answer === 'late' || 'ending' in answer) return {upgrade: {http2, ...classifyEnd(answer, 'response')}, fields: []};
	const {status, fields} = answer;
	const firstByte = tenths(performance.now() - sentAt);
	const found = {status, headers: joinHeaders(fields), ...describeCookies(cookiesOf(fields)), http2, timings: {firstByte}};
	if (status === 200) return {upgrade: found, fields, open: {wire, roundTrip: firstByte}};
	const body = await readBody(wire, found.headers, signal);
	return {upgrade: body.length === 0 ? found : {...found, bodyStart: bodyText(body, found.headers)}, fields};
};

/** One handshake as an extended CONNECT (RFC 8441), where HTTP/2 is chosen by ALPN or known to be spoken. A failure is a value. */
export const exchangeOverHttp2: MakeExchange = async (target, session, signal, address) => {
	const endpoint = endpointOf(target);
	const known = target.variant?.http2 === 'prior-knowledge';
	const without = (detail: string): Upgrade => ({http2: {chosen: false}, detail});
	if (!endpoint.secure && !known) return {upgrade: without('plain ws has no ALPN that could choose HTTP/2'), fields: []};
	const connected = await connect(endpoint, {...connectOptions(session, address), alpn: known ? ['h2'] : ['h2', 'http/1.1']}, signal);
	const command = endpoint.secure && isHost(endpoint.host) ? {command: tlsCommand(endpoint, '-alpn h2,http/1.1', connected.through)} : {};
	if (failed(connected)) return {upgrade: {...connected, ...command}, fields: []};
	const way = toldOf(connected);
	if (way.tls !== undefined && way.tls.alpn !== 'h2') {
		connected.socket.destroy();
		return {upgrade: {...way, ...command, ...without(`ALPN chose ${way.tls.alpn ?? 'nothing'}`)}, fields: []};
	}

	const carrier = openSession(connected);
	const {upgrade, fields, open} = await ask(carrier, requestFor(endpoint, session.credentials, target.variant), session.responseTimeout, signal);
	if (open === undefined) carrier.session.destroy();
	const told = {...upgrade, ...way, timings: {...way.timings, ...upgrade.timings}, ...command};
	const found = {upgrade: scrub(told, secretsOf(session.credentials, endpoint.userinfo)), fields};
	return open === undefined ? found : {...found, open: {...open, openedAt: performance.now(), address: connected.address}};
};
