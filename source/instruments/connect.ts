import {lookup} from 'node:dns/promises';
import {connect as connectTcp, type Socket} from 'node:net';
import type {Milliseconds, Upgrade} from '../model.ts';
import {clean} from '../text.ts';
import {type Endpoint, isHost, isPort} from './endpoint.ts';
import {secure} from './secure.ts';
import {bounded, tenths} from './wait.ts';

export type ConnectFailure = {
	readonly outcome: 'refused' | 'timeout' | 'unreachable' | 'not-resolved' | 'tls';
	readonly detail: string;
	readonly address?: string;
	readonly timings?: NonNullable<Upgrade['timings']>;
};

export type Connected = {readonly socket: Socket; readonly address: string; readonly timings: NonNullable<Upgrade['timings']>};

export type ConnectOptions = {
	/** How long name resolution, TCP and TLS may each take. */
	readonly ms: Milliseconds;
	readonly insecure: boolean;
	/** An address found before, so that several connections reach the same machine. */
	readonly address?: string;
};

const outcomes: Readonly<Record<string, 'refused' | 'timeout'>> = {ECONNREFUSED: 'refused', ECONNRESET: 'refused', ETIMEDOUT: 'timeout'};

/** What a failed `connect` means, by its error code; whatever is neither an answer nor a time-out found no way there. */
export const classifyConnectError = (code: string): 'refused' | 'timeout' | 'unreachable' => outcomes[code] ?? 'unreachable';

/** More addresses than this are not tried. */
const manyAddresses = 4;

/** Resolves a name. `detail` is the resolver's own code, `ENOTFOUND` or `EAI_AGAIN`, or `ETIMEDOUT` when it did not answer. */
export const resolveHost = async (host: string, ms: Milliseconds, signal: AbortSignal): Promise<{addresses: readonly string[]} | {detail: string}> => {
	if (!isHost(host)) return {detail: `${clean(host, 80)} is not a host name`};
	const found = await bounded<{addresses: string[]} | {detail: string}>(ms, signal, hand => {
		lookup(host, {all: true}).then(
			answers => hand({addresses: answers.map(({address}) => address)}),
			(error: NodeJS.ErrnoException) => hand({detail: error.code ?? 'EAI_FAIL'}),
		);
		return () => {};
	});
	if (found === 'late') return {detail: 'ETIMEDOUT'};
	return 'addresses' in found && found.addresses.length === 0 ? {detail: 'ENODATA'} : found;
};

const dial = (address: string, port: number, ms: Milliseconds, signal: AbortSignal) =>
	bounded<Socket | {code: string}>(ms, signal, hand => {
		// Half-open is allowed so that a FIN is seen as such, and answered when we choose.
		const socket = connectTcp({host: address, port, allowHalfOpen: true, noDelay: true});
		socket.once('connect', () => hand(socket));
		// The listener stays: an error without one would end the process.
		socket.on('error', (error: NodeJS.ErrnoException) => hand({code: error.code ?? 'EFAIL'}));
		return () => socket.destroy();
	});

const telling = ['refused', 'timeout', 'unreachable'] as const;

/** Of several addresses that failed, the most telling failure, and what each of them said. */
const worst = (failures: ReadonlyArray<{address: string; code: string}>): ConnectFailure => {
	const classified = failures.map(({address, code}) => ({address, outcome: classifyConnectError(code)}));
	const first = telling.map(outcome => classified.find(failure => failure.outcome === outcome)).find(Boolean);
	const detail = failures.map(({address, code}) => (failures.length === 1 ? code : `${code} ${address}`)).join(', ');
	return {outcome: first?.outcome ?? 'unreachable', detail, ...(first === undefined ? {} : {address: first.address})};
};

/** Connects by TCP to the first address that answers; together they may take `ms`. */
export const connectFirst = async (
	addresses: readonly string[],
	port: number,
	ms: Milliseconds,
	signal: AbortSignal,
): Promise<{socket: Socket; address: string} | ConnectFailure> => {
	const deadline = performance.now() + ms;
	const tried = addresses.slice(0, manyAddresses);
	const failures: Array<{address: string; code: string}> = [];
	for (const [index, address] of tried.entries()) {
		const share = (deadline - performance.now()) / (tried.length - index);
		const answer = await dial(address, port, share, signal);
		if (answer !== 'late' && !('code' in answer)) return {socket: answer, address};
		failures.push({address, code: answer === 'late' ? 'ETIMEDOUT' : answer.code});
	}

	return worst(failures);
};

/** Name resolution, TCP and, for `wss`, TLS with the URL's name, each timed. A failure is a value; an abort destroys the socket and rejects. */
export const connect = async (endpoint: Endpoint, options: ConnectOptions, signal: AbortSignal): Promise<Connected | ConnectFailure> => {
	if (!isPort(endpoint.port)) throw new RangeError(`${endpoint.port} is not a port: expected 1 to 65535`);
	const started = performance.now();
	const resolved = options.address === undefined ? await resolveHost(endpoint.host, options.ms, signal) : {addresses: [options.address]};
	const dns = tenths(performance.now() - started);
	if ('detail' in resolved) return {outcome: 'not-resolved', detail: resolved.detail, timings: {dns}};

	const dialled = performance.now();
	const tcp = await connectFirst(resolved.addresses, endpoint.port, options.ms, signal);
	const timings = {dns, connect: tenths(performance.now() - dialled)};
	if ('outcome' in tcp) return {...tcp, timings};
	if (!endpoint.secure) return {...tcp, timings};

	const shaken = performance.now();
	const tls = await secure(tcp.socket, endpoint.name, options, signal);
	const all = {...timings, tls: tenths(performance.now() - shaken)};
	return 'detail' in tls ? {outcome: 'tls', detail: tls.detail, address: tcp.address, timings: all} : {socket: tls.socket, address: tcp.address, timings: all};
};
