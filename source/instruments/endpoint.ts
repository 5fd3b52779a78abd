import type {Target} from '../model.ts';

/** A target taken apart: where to connect, and what to say there. */
export type Endpoint = {
	readonly secure: boolean;
	/** Where to connect, without brackets. */
	readonly host: string;
	readonly port: number;
	/** The URL's `host[:port]`, the port only when it is not the scheme's own (RFC 6455 §4.1). */
	readonly hostHeader: string;
	/** The URL's host without brackets: what SNI and the certificate are about, wherever we connect. */
	readonly name: string;
	/** Path and query. */
	readonly path: string;
	/** `user:password` of the URL, decoded. */
	readonly userinfo?: string;
	/** Whether it is a place behind the URL, which no proxy of the environment stands in front of. */
	readonly direct: boolean;
	/** The PROXY protocol that is spoken first, by its version. */
	readonly proxyProtocol?: 1 | 2;
};

const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

/** `host:port`, `[::1]:port`, a bare host or a bare IPv6 address, as host and port. */
export const splitAddress = (address: string, port: number): {host: string; port: number} => {
	const [, host = '', written] = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(address) ?? [];
	return written === undefined ? {host: withoutBrackets(address), port} : {host: withoutBrackets(host), port: Number(written)};
};

const decode = (text: string): string => {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
};

const percent = (character: string): string => [...Buffer.from(character)].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** A path as it may stand in a request line: whatever is not visible ASCII is percent-encoded. */
const pathOf = (written: string): string => {
	const path = written.replace(/[^!-~]/gu, percent);
	return path.startsWith('/') ? path : `/${path}`;
};

/** Takes a target apart, with the change that its variant makes. Throws `TypeError` when its URL is none. */
export const endpointOf = ({url, connectTo, scheme, variant = {}}: Target): Endpoint => {
	const {protocol, host, hostname, port, pathname, search, username, password} = new URL(url);
	const secure = scheme === undefined ? protocol === 'wss:' || protocol === 'https:' : scheme === 'wss';
	const own = port === '' ? (secure ? 443 : 80) : Number(port);
	return {
		secure,
		...(connectTo === undefined ? {host: withoutBrackets(hostname), port: own} : splitAddress(connectTo, secure ? 443 : 80)),
		hostHeader: (variant.host ?? host).replace(/[\r\n\0]+/g, ''),
		name: withoutBrackets(variant.serverName ?? hostname),
		path: variant.path === undefined ? `${pathname}${search}` : pathOf(variant.path),
		...(username === '' || variant.credentials === null ? {} : {userinfo: `${decode(username)}:${decode(password)}`}),
		direct: connectTo !== undefined,
		...(variant.proxyProtocol === undefined ? {} : {proxyProtocol: variant.proxyProtocol}),
	};
};

/** Whether a host can be handed to a resolver and to a program: one word, no option, no controls. */
export const isHost = (host: string): boolean => host.length <= 253 && /^[^-\s\p{C}'"\\][^\s\p{C}'"\\]*$/u.test(host);

/** Whether a port can be connected to. */
export const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535;
