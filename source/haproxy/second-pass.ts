import {type Bind, type Listener, listenersBehind, type Server} from './addresses.ts';
import type {Facts} from './facts.ts';
import {layersOf} from './layers.ts';
import {modeOf} from './proxies.ts';
import type {Configuration, Route, Section} from './types.ts';

/** What is behind a listener, by what arrives at it and how: thousands of backends may lead to the same one. */
export type SecondPasses = Map<Facts, Map<Bind, Map<string, readonly Route[]>>>;

/** What a listener makes of what arrives: `ssl` takes TLS off. */
export const arrivingAt = (facts: Facts, binds: readonly Bind[], frontend: Section, port: number | undefined): Facts => {
	const [first] = binds;
	const ssl = first && binds.every(bind => bind.ssl === first.ssl) ? first.ssl : undefined;
	return {...facts, ssl, port, mode: modeOf(frontend), inspected: false};
};

/**
 * What a first pass hands on. TLS goes on as it came only through a pass that does not take it off; `ssl` on the server line
 * makes a new one.
 */
export const handedOn = (facts: Facts, mode: Route['mode'], server: Server): Facts => {
	const untouched = mode === 'tcp' && facts.ssl === false;
	return {...facts, serverName: server.ssl ? undefined : untouched ? facts.serverName : null, variables: layersOf()};
};

/** A server whose address is a listener of the same files. */
export type Second = Listener & {
	readonly server: Server;
	/** Whether every server leads to a listener of these files. */
	readonly sure: boolean;
};

/** The second pass through HAProxy that a backend's servers lead to, if any. */
export const secondPass = (configuration: Configuration, seen: readonly Section[], servers: readonly Server[]): Second | undefined => {
	let second: (Listener & {readonly server: Server}) | undefined;
	let sure = true;
	for (const server of servers) {
		const listeners = listenersBehind(configuration, server);
		sure &&= listeners.length > 0;
		const listener = second ? undefined : listeners.find(found => !seen.includes(found.frontend));
		if (listener) second = {...listener, server};
	}
	return second && {...second, sure};
};
