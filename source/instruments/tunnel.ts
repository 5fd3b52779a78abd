import type {Socket} from 'node:net';
import type {Milliseconds} from '../model.ts';
import type {Endpoint} from './endpoint.ts';
import {createHeadParser, type Parsed} from './handshake.ts';
import type {ForwardProxy} from './proxy.ts';
import {bounded} from './wait.ts';

/** A proxy that would not, or could not, connect. */
export type TunnelFailure = {readonly outcome: 'refused' | 'timeout'; readonly detail: string};

/** How the proxy is called in what is told of it. */
export const describeProxy = ({name}: Pick<ForwardProxy, 'name'>): string => `the proxy ${name} of the environment`;

const connectRequest = ({host, port}: Pick<Endpoint, 'host' | 'port'>, {userinfo}: ForwardProxy): string => {
	const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
	const credentials = userinfo === undefined ? [] : [`Proxy-Authorization: Basic ${Buffer.from(userinfo).toString('base64')}`];
	return [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`, 'User-Agent: ws-doctor', ...credentials, '', ''].join('\r\n');
};

/** Reads one response head off a socket and leaves what follows it to the next reader. */
const readHead = (socket: Socket, ms: Milliseconds, signal: AbortSignal) =>
	bounded<Parsed | 'closed'>(ms, signal, hand => {
		const parse = createHeadParser();
		const done = (value: Parsed | 'closed') => {
			socket.pause();
			socket.off('data', read).off('end', close).off('error', close);
			hand(value);
		};

		const close = () => done('closed');
		const read = (chunk: Buffer) => {
			const parsed = parse(chunk);
			if (parsed.state === 'more') return;
			done(parsed);
			if (parsed.state === 'head' && parsed.rest.length > 0) socket.unshift(parsed.rest);
		};

		socket.on('data', read).on('end', close).on('error', close);
		return () => socket.destroy();
	});

const failureOf = (answer: Parsed | 'closed' | 'late', who: string): TunnelFailure | undefined => {
	if (answer === 'late') return {outcome: 'timeout', detail: `${who} did not answer CONNECT in time`};
	if (answer === 'closed') return {outcome: 'refused', detail: `${who} closed the connection instead of answering CONNECT`};
	if (answer.state !== 'head') return {outcome: 'refused', detail: `${who} is no HTTP proxy: ${answer.state === 'garbage' ? answer.detail : 'no answer'}`};
	const {status, reason} = answer.head;
	if (status >= 200 && status < 300) return undefined;
	return {outcome: status === 504 ? 'timeout' : 'refused', detail: `${who} answered CONNECT with ${[status, reason].join(' ').trim()}`};
};

/** Asks a proxy to connect (RFC 9110 §9.3.6); undefined when it did, and the socket then leads to the endpoint. */
export const openTunnel = async (
	socket: Socket,
	endpoint: Pick<Endpoint, 'host' | 'port'>,
	proxy: ForwardProxy,
	ms: Milliseconds,
	signal: AbortSignal,
): Promise<TunnelFailure | undefined> => {
	socket.write(connectRequest(endpoint, proxy));
	const failure = failureOf(await readHead(socket, ms, signal), describeProxy(proxy));
	if (failure !== undefined) socket.destroy();
	return failure;
};
