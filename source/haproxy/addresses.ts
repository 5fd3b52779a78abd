import {frontends, statementsOf} from './proxies.ts';
import {remember} from './remember.ts';
import type {Configuration, Section, Statement} from './types.ts';

/** A listening address or a server's: ports as a range, undefined where it is not known here. */
export type Address = {
	/** Empty or `*`: any. Without brackets and without `ipv4@`. */
	readonly host: string;
	readonly ports: readonly [number, number] | undefined;
	/** A UNIX or abstract socket, as written. */
	readonly path?: string;
};

export type Bind = Address & {readonly ssl: boolean; readonly statement: Statement};
export type Server = Address & {readonly ssl: boolean; readonly statement: Statement};

const hostAndPort = (text: string): [string, string] => {
	const bracket = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
	if (bracket) return [bracket[1] ?? '', bracket[2] ?? ''];
	const colon = text.lastIndexOf(':');
	return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
};

const portsOf = (text: string): Address['ports'] => {
	const [, first, last] = /^[+-]?(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
	return first === undefined ? undefined : [Number(first), Number(last ?? first)];
};

/** Reads an address as `bind` and `server` take it (manual §11); undefined for QUIC, which carries no WebSocket over HTTP/1 or 2. */
export const addressOf = (text: string): Address | undefined => {
	if (/^quic[46]@/.test(text)) return undefined;
	if (/^(unix|abns|abnsz|fd|sockpair)@|^\//.test(text)) return {host: '', ports: undefined, path: text.replace(/^unix@/, '')};
	const [host, port] = hostAndPort(text.replace(/^(ipv[46]|tcp[46]?|mptcp[46]?)@/, ''));
	return {host: host === '*' || host === '0.0.0.0' || host === '::' ? '' : host, ports: portsOf(port)};
};

const addressed = (statement: Statement, index: number): readonly (Address & {ssl: boolean; statement: Statement})[] => {
	const word = statement.words[index];
	if (!word) return [];
	const ssl = statement.words.some(({text}, at) => at > index && text === 'ssl');
	if (word.unknown !== undefined) return [{host: '', ports: undefined, ssl, statement}];
	return word.text.split(',').flatMap(text => {
		const address = addressOf(text);
		return address ? [{...address, ssl, statement}] : [];
	});
};

/** Where a frontend listens. */
export const bindsOf = remember((section: Section): readonly Bind[] => statementsOf(section, 'bind').flatMap(statement => addressed(statement, 1)));

/** The servers of a backend. */
export const serversOf = remember((section: Section): readonly Server[] => {
	const lines = [...statementsOf(section, 'server'), ...statementsOf(section, 'server-template')];
	return lines.flatMap(statement => addressed(statement, statement.words[0]?.text === 'server' ? 2 : 3));
});

/** Whether an address takes connections at a port; undefined when its own ports are not known here. */
export const listensAt = (address: Address, port: number): boolean | undefined => {
	if (address.path !== undefined) return false;
	return address.ports && port >= address.ports[0] && port <= address.ports[1];
};

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127\./.test(host);

/** Whether a server's address is that listener of the same HAProxy. */
const leadsTo = (server: Address, bind: Address): boolean => {
	if (server.path !== undefined || bind.path !== undefined) return server.path === bind.path;
	if (!server.ports || listensAt(bind, server.ports[0]) !== true) return false;
	return isLoopback(server.host) ? bind.host === '' || bind.host === server.host || isLoopback(bind.host) : server.host !== '' && server.host === bind.host;
};

export type Listener = {readonly bind: Bind; readonly frontend: Section};

const key = (address: Address) => address.path ?? (address.ports && address.ports[0] === address.ports[1] ? String(address.ports[0]) : '');

const listeners = remember((configuration: Configuration): ReadonlyMap<string, readonly Listener[]> => {
	const found = new Map<string, Listener[]>();
	for (const frontend of frontends(configuration)) {
		for (const bind of bindsOf(frontend)) found.set(key(bind), [...(found.get(key(bind)) ?? []), {bind, frontend}]);
	}
	return found;
});

/** The listeners of the same files that a server's address leads to. */
export const listenersBehind = (configuration: Configuration, server: Server): readonly Listener[] => {
	const all = listeners(configuration);
	const near = key(server) === '' ? [] : [...(all.get(key(server)) ?? []), ...(all.get('') ?? [])];
	return near.filter(({bind}) => leadsTo(server, bind));
};
