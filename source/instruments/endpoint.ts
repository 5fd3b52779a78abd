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

/** Takes a target apart. Throws `TypeError` when its URL is none. */
export const endpointOf = ({url, connectTo, scheme}: Target): Endpoint => {
	const {protocol, host, hostname, port, pathname, search, username, password} = new URL(url);
	const secure = scheme === undefined ? protocol === 'wss:' || protocol === 'https:' : scheme === 'wss';
	const own = port === '' ? (secure ? 443 : 80) : Number(port);
	return {
		secure,
		...(connectTo === undefined ? {host: withoutBrackets(hostname), port: own} : splitAddress(connectTo, secure ? 443 : 80)),
		hostHeader: host,
		name: withoutBrackets(hostname),
		path: `${pathname}${search}`,
		...(username === '' ? {} : {userinfo: `${decode(username)}:${decode(password)}`}),
	};
};

/** Whether a host can be handed to a resolver and to a program: one word, no option, no controls. */
export const isHost = (host: string): boolean => host.length <= 253 && /^[^-\s\p{C}'"\\][^\s\p{C}'"\\]*$/u.test(host);

/** Whether a port can be connected to. */
export const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535;
