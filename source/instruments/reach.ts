import type {Reach} from '../model.ts';
import {clean} from '../text.ts';
import {reachCommand} from './command.ts';
import {connectFirst, resolveHost} from './connect.ts';
import {isHost, isPort} from './endpoint.ts';
import {createNetcat, type Netcat} from './netcat.ts';
import {tenths} from './wait.ts';

/** No part of the test may take longer. */
const patience = 5000;

export type ReachOptions = {readonly environment?: Readonly<Record<string, string | undefined>>};

type Found = Pick<Reach, 'outcome' | 'detail' | 'ms' | 'by'>;

const byNode = async (addresses: readonly string[], port: number, signal: AbortSignal): Promise<Found> => {
	const started = performance.now();
	const found = await connectFirst(addresses, port, patience, signal);
	const ms = tenths(performance.now() - started);
	if ('socket' in found) {
		found.socket.destroy();
		return {outcome: 'connected', ms, by: 'node'};
	}

	// Without TLS a connect cannot fail for it.
	const {outcome, detail} = found;
	return {outcome: outcome === 'tls' ? 'unreachable' : outcome, detail, ms, by: 'node'};
};

const test = async (netcat: Netcat, host: string, port: number, addresses: readonly string[], signal: AbortSignal): Promise<Found> =>
	(await netcat(host, port, patience, signal)) ?? byNode(addresses, port, signal);

/** Name resolution, then a TCP connect by the `nc` that the operator trusts, or by node where there is none that we understand. */
export const createReach = ({environment}: ReachOptions = {}) => {
	const netcat = createNetcat(environment);
	return async ({host: written, port}: {readonly host: string; readonly port: number}, signal: AbortSignal): Promise<Reach> => {
		if (!isPort(port)) throw new RangeError(`${port} is not a port: expected 1 to 65535`);
		signal.throwIfAborted();
		const host = written.replace(/^\[(.*)\]$/, '$1');
		if (!isHost(host)) return {outcome: 'not-resolved', host: clean(host, 80), port, detail: 'this is not a host name'};
		const command = reachCommand(host, port);
		const resolved = await resolveHost(host, patience, signal);
		if ('detail' in resolved) return {outcome: 'not-resolved', host, port, detail: resolved.detail, command, by: 'node'};
		const {addresses} = resolved;
		return {host, port, addresses, command, ...(await test(netcat, host, port, addresses, signal))};
	};
};
