import {frontends, statementsOf} from './proxies.ts';
import {remember, rememberText} from './remember.ts';
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

const portsOf = rememberText((text): Address['ports'] => {
	const [, first, last] = /^[+-]?(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
	return first === undefined ? undefined : [Number(first), Number(last ?? first)];
});

// What nearly all addresses look like.
const plainAddress = /^[\w.*-]*:\d{1,5}$/;

const anywhere = (host: string) => (host === '*' || host === '0.0.0.0' || host === '::' ? '' : host);

/** Reads an address as `bind` and `server` take it (manual §11); undefined for QUIC, which carries no WebSocket over HTTP/1 or 2. */
export const addressOf = (text: string): Address | undefined => {
	if (plainAddress.test(text)) {
		const colon = text.indexOf(':');
		return {host: anywhere(text.slice(0, colon)), ports: portsOf(text.slice(colon + 1))};
	}
	if (/^quic[46]@/.test(text)) return undefined;
	if (/^(unix|abns|abnsz|fd|sockpair)@|^\//.test(text)) return {host: '', ports: undefined, path: text.replace(/^unix@/, '')};
	const [host, port] = hostAndPort(text.replace(/^(ipv[46]|tcp[46]?|mptcp[46]?)@/, ''));
	return {host: anywhere(host), ports: portsOf(port)};
};

const hasSsl = ({words}: Statement, from: number): boolean => {
	for (let at = from; at < words.length; at += 1) if (words[at]?.text === 'ssl') return true;
	return false;
};

const unknownAddress: Address = {host: '', ports: undefined};

const addressed = (statement: Statement, index: number, into: Bind[]) => {
	const word = statement.words[index];
	if (!word) return;
	const ssl = hasSsl(statement, index + 1);
	const texts = word.unknown === undefined && word.text.includes(',') ? word.text.split(',') : [word.text];
	for (const text of texts) {
		const address = word.unknown === undefined ? addressOf(text) : unknownAddress;
		if (address) into.push(address.path === undefined ? {host: address.host, ports: address.ports, ssl, statement} : {...address, ssl, statement});
	}
};

const allAddressed = (statements: readonly Statement[], index: number): Bind[] => {
	const found: Bind[] = [];
	for (const statement of statements) addressed(statement, index, found);
	return found;
};

/** Where a frontend listens. */
export const bindsOf = remember((section: Section): readonly Bind[] => allAddressed(statementsOf(section, 'bind'), 1));

/** The servers of a backend. */
export const serversOf = remember((section: Section): readonly Server[] => {
	const servers = allAddressed(statementsOf(section, 'server'), 2);
	const templates = statementsOf(section, 'server-template');
	return templates.length === 0 ? servers : [...servers, ...allAddressed(templates, 3)];
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

type Listeners = {
	readonly byPort: ReadonlyMap<number, readonly Listener[]>;
	readonly byPath: ReadonlyMap<string, readonly Listener[]>;
	/** Those of a range of ports, or of ports that are not known here. */
	readonly others: readonly Listener[];
};

const file = <Key>(map: Map<Key, Listener[]>, key: Key, listener: Listener) => {
	const known = map.get(key);
	if (known) known.push(listener);
	else map.set(key, [listener]);
};

const listeners = remember((configuration: Configuration): Listeners => {
	const byPort = new Map<number, Listener[]>();
	const byPath = new Map<string, Listener[]>();
	const others: Listener[] = [];
	for (const frontend of frontends(configuration)) {
		for (const bind of bindsOf(frontend)) {
			const listener = {bind, frontend};
			if (bind.path !== undefined) file(byPath, bind.path, listener);
			else if (bind.ports && bind.ports[0] === bind.ports[1]) file(byPort, bind.ports[0], listener);
			else others.push(listener);
		}
	}
	return {byPort, byPath, others};
});

const nobody: readonly Listener[] = [];

/** The listeners of the same files that a server's address leads to. */
export const listenersBehind = (configuration: Configuration, server: Server): readonly Listener[] => {
	const {byPort, byPath, others} = listeners(configuration);
	if (server.path !== undefined) return byPath.get(server.path) ?? nobody;
	if (!server.ports) return nobody;
	const exact = byPort.get(server.ports[0]) ?? nobody;
	const near = others.length === 0 ? exact : [...exact, ...others];
	return near.some(({bind}) => leadsTo(server, bind)) ? near.filter(({bind}) => leadsTo(server, bind)) : nobody;
};
