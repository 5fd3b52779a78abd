import type {AddressReached, Instruments, Reach} from '../model.ts';
import {clean} from '../text.ts';
import {type KnownAddresses, resolveHost} from './addresses.ts';
import {reachCommand} from './command.ts';
import {connectTcp, failed} from './connect.ts';
import {connectFirst, reachEach} from './dial.ts';
import {isHost, isPort} from './endpoint.ts';
import {createNetcat, type Netcat} from './netcat.ts';
import {type Environment, proxyFor} from './proxy.ts';
import {tenths} from './wait.ts';

/** No part of the test may take longer. */
const patience = 5000;

export type ReachOptions = {
	/** Of the programs that are started, instead of our own. */
	readonly environment?: Environment;
	/** Names the proxies; none is used without it. */
	readonly proxies?: Environment;
	readonly addresses?: KnownAddresses;
};

type Found = Pick<Reach, 'outcome' | 'detail' | 'ms' | 'by'>;

const byNode = async (addresses: readonly string[], port: number, signal: AbortSignal): Promise<Found> => {
	const started = performance.now();
	const found = await connectFirst(addresses, port, patience, signal);
	const ms = tenths(performance.now() - started);
	if ('outcome' in found) return {outcome: found.outcome, detail: found.detail, ms, by: 'node'};
	found.socket.destroy();
	return {outcome: 'connected', ms, by: 'node'};
};

const test = async (netcat: Netcat, host: string, port: number, addresses: readonly string[], signal: AbortSignal): Promise<Found> =>
	(await netcat(host, port, patience, signal)) ?? byNode(addresses, port, signal);

/** A browser takes the address that answers, where nc waits for the one before it. */
const asBrowser = (found: Found, each: readonly AddressReached[]): Found => {
	const [quickest] = each.filter(({outcome}) => outcome === 'connected').sort((one, other) => (one.ms ?? 0) - (other.ms ?? 0));
	if (found.outcome === 'connected' || quickest === undefined) return found;
	return {outcome: 'connected', by: 'node', ...(quickest.ms === undefined ? {} : {ms: quickest.ms})};
};

/** Asks the proxy of the environment to connect. */
const testThrough = async (host: string, port: number, secure: boolean, proxies: Environment, signal: AbortSignal): Promise<Found> => {
	const started = performance.now();
	const endpoint = {host, port, secure, direct: false, hostHeader: host, name: host, path: '/'};
	const found = await connectTcp(endpoint, {ms: patience, insecure: false, proxies}, signal);
	const ms = tenths(performance.now() - started);
	if (!failed(found)) {
		found.socket.destroy();
		return {outcome: 'connected', ms, by: 'node'};
	}

	// A proxy whose own TLS fails cannot be reached.
	return {outcome: found.outcome === 'tls' ? 'unreachable' : found.outcome, detail: found.detail, ms, by: 'node'};
};

type Asked = Parameters<Instruments['reach']>[0];

/** Name resolution, then a TCP connect by the `nc` that the operator trusts, or by node where there is none that we understand; every address of a name also by itself. */
export const createReach = ({environment, proxies = {}, addresses: known}: ReachOptions = {}) => {
	const netcat = createNetcat(environment);
	// A program would ask the resolver again.
	const programFor = (host: string): Netcat => (known && Object.hasOwn(known, host) ? async () => undefined : netcat);
	return async ({host: written, port, scheme}: Asked, signal: AbortSignal): Promise<Reach> => {
		if (!isPort(port)) throw new RangeError(`${port} is not a port: expected 1 to 65535`);
		signal.throwIfAborted();
		const host = written.replace(/^\[(.*)\]$/, '$1');
		if (!isHost(host)) return {outcome: 'not-resolved', host: clean(host, 80), port, detail: 'this is not a host name'};
		const secure = scheme === 'wss';
		const through = scheme && proxyFor({host, port, secure, direct: false}, proxies)?.name;
		const command = reachCommand(host, port, through);
		if (through !== undefined) return {host, port, through, command, ...(await testThrough(host, port, secure, proxies, signal))};
		const resolved = await resolveHost(host, patience, signal, known);
		if ('detail' in resolved) return {outcome: 'not-resolved', host, port, detail: resolved.detail, command, by: 'node'};
		const {addresses} = resolved;
		if (addresses.length === 1) return {host, port, addresses, command, ...(await test(programFor(host), host, port, addresses, signal))};
		const [found, each] = await Promise.all([test(programFor(host), host, port, addresses, signal), reachEach(addresses, port, patience, signal)]);
		return {host, port, addresses, command, ...asBrowser(found, each), each};
	};
};
