import type {Socket} from 'node:net';
import type {Upgrade} from '../model.ts';
import {type KnownAddresses, resolveHost} from './addresses.ts';
import {connectFirst} from './dial.ts';
import {type Endpoint, isPort} from './endpoint.ts';
import {type Environment, type ForwardProxy, proxyFor} from './proxy.ts';
import {proxyHeader} from './proxy-protocol.ts';
import {type SecureOptions, secure} from './secure.ts';
import {describeProxy, openTunnel} from './tunnel.ts';
import {tenths} from './wait.ts';

/** What is known of the way, whether or not it led anywhere. */
type Way = {
	readonly address?: string;
	readonly timings?: NonNullable<Upgrade['timings']>;
	readonly tls?: NonNullable<Upgrade['tls']>;
	/** The proxy of the environment that was asked to connect. */
	readonly through?: string;
};

export type ConnectFailure = Way & {readonly outcome: 'refused' | 'timeout' | 'unreachable' | 'not-resolved' | 'tls'; readonly detail: string};

/** `address` is what was dialled: with a proxy on the way the proxy's. */
export type Connected = Way & {readonly socket: Socket; readonly address: string; readonly header?: Buffer};

/** How long name resolution, TCP and TLS may each take is `ms`. */
export type ConnectOptions = SecureOptions & {
	/** An address found before, so that several connections reach the same machine. */
	readonly address?: string;
	/** Names the proxies; none is used without it. */
	readonly proxies?: Environment;
	readonly addresses?: KnownAddresses;
};

type Place = Pick<Endpoint, 'host' | 'port'>;

/** Whether a connect came to nothing. */
export const failed = (found: Connected | ConnectFailure): found is ConnectFailure => 'outcome' in found;

/** Name resolution and TCP, each timed. */
const dialPlace = async ({host, port}: Place, {ms, address, addresses}: ConnectOptions, signal: AbortSignal): Promise<Connected | ConnectFailure> => {
	const started = performance.now();
	const resolved = address === undefined ? await resolveHost(host, ms, signal, addresses) : {addresses: [address]};
	const dns = tenths(performance.now() - started);
	if ('detail' in resolved) return {outcome: 'not-resolved', detail: resolved.detail, timings: {dns}};
	const dialled = performance.now();
	const found = await connectFirst(resolved.addresses, port, ms, signal);
	return {...found, timings: {dns, connect: tenths(performance.now() - dialled)}};
};

const dialThrough = async (proxy: ForwardProxy, endpoint: Place, options: ConnectOptions, signal: AbortSignal): Promise<Connected | ConnectFailure> => {
	const through = proxy.name;
	const blame = (outcome: ConnectFailure['outcome'], detail: string): ConnectFailure => ({outcome, detail: `${describeProxy(proxy)}: ${detail}`, through});
	if (!/^https?$/.test(proxy.scheme)) return blame('unreachable', `${proxy.scheme} is a protocol that ws-doctor does not speak`);
	const reached = await dialPlace(proxy, options, signal);
	if (failed(reached)) return {...blame(reached.outcome, reached.detail), timings: reached.timings ?? {}};
	const secured = proxy.secure ? await secure(reached.socket, proxy.host, {ms: options.ms, insecure: options.insecure}, signal) : reached;
	if ('detail' in secured) return blame('tls', secured.detail);
	const refusal = await openTunnel(secured.socket, endpoint, proxy, options.ms, signal);
	return refusal === undefined ? {...reached, socket: secured.socket, through} : {...refusal, timings: reached.timings ?? {}, through};
};

/** TCP to an endpoint, through the proxy that the environment names for it. A failure is a value. */
export const connectTcp = async (endpoint: Endpoint, options: ConnectOptions, signal: AbortSignal): Promise<Connected | ConnectFailure> => {
	if (!isPort(endpoint.port)) throw new RangeError(`${endpoint.port} is not a port: expected 1 to 65535`);
	const proxy = proxyFor(endpoint, options.proxies ?? {});
	return proxy === undefined ? dialPlace(endpoint, options, signal) : dialThrough(proxy, endpoint, options, signal);
};

/** TCP and, for `wss`, TLS with the URL's name, each timed. A failure is a value; an abort destroys the socket and rejects. */
export const connect = async (endpoint: Endpoint, options: ConnectOptions, signal: AbortSignal): Promise<Connected | ConnectFailure> => {
	const tcp = await connectTcp(endpoint, options, signal);
	if (failed(tcp)) return tcp;
	const {socket, ...way} = tcp;
	const header = endpoint.proxyProtocol === undefined ? undefined : proxyHeader(endpoint.proxyProtocol, socket);
	if (header !== undefined) socket.write(header);
	const spoken = header === undefined ? {} : {header};
	if (!endpoint.secure) return {...way, ...spoken, socket};
	const shaken = performance.now();
	const secured = await secure(socket, endpoint.name, options, signal);
	const all = {...way, tls: secured.tls, timings: {...way.timings, tls: tenths(performance.now() - shaken)}};
	return 'detail' in secured ? {...all, outcome: 'tls', detail: secured.detail} : {...all, ...spoken, socket: secured.socket};
};
