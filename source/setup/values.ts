import {clean} from '../text.ts';
import {UsageError} from '../usage-error.ts';

const refuse = (text: string, expected: string) => new UsageError(`"${clean(text, 60)}" is not understood: expected ${expected}.`);

const octets = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const hostName = /^(?=.{1,253}$)[a-z\d](?:[a-z\d_-]{0,62})(?:\.[a-z\d](?:[a-z\d_-]{0,62}))*$/i;

export const isIPv4 = (host: string): boolean => octets.test(host);
export const isIPv6 = (host: string): boolean => /^[\da-f:.]{2,45}$/i.test(host) && host.includes(':') && URL.canParse(`ws://[${host}]`);
// What has only digits and dots is an address, or nothing.
export const isHostName = (host: string): boolean => hostName.test(host) && !/^[\d.]+$/.test(host);

/** Host and port of `host:port`, `[::1]:port`, `:port` and `*:port`; the host without brackets, empty for any address. */
export const splitEndpoint = (text: string): {readonly host: string; readonly port: number} | undefined => {
	const [, bracketed, plain = '', digits] = /^(?:\[([^\]]{2,45})\]|([^\s:[\]]{0,253})):(\d{1,5})$/.exec(text) ?? [];
	const port = Number(digits);
	return digits === undefined || port < 1 || port > 65_535 ? undefined : {host: bracketed ?? (plain === '*' ? '' : plain), port};
};

const join = (host: string, port: number) => `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Where HAProxy listens: an address or none, and a port. */
export const readListen = (text: string): string => {
	const trimmed = text.trim();
	const endpoint = splitEndpoint(/^\d+$/.test(trimmed) ? `:${trimmed}` : trimmed);
	if (!endpoint || !(endpoint.host === '' || isIPv4(endpoint.host) || isIPv6(endpoint.host))) {
		throw refuse(text, ':443, 10.0.0.1:443 or [::]:443, an address of this machine and a port');
	}

	return join(endpoint.host, endpoint.port);
};

/** A server behind HAProxy: an address or a name, and a port. */
export const readServer = (text: string): string => {
	const endpoint = splitEndpoint(text.trim());
	if (!endpoint || !(isIPv4(endpoint.host) || isIPv6(endpoint.host) || isHostName(endpoint.host))) {
		throw refuse(text, 'host:port without a scheme, for example 10.0.0.7:8080 or [2001:db8::7]:8080');
	}

	return join(endpoint.host, endpoint.port);
};

/** An address without port. */
export const readAddress = (text: string): string => {
	const address = text.trim().replace(/^\[(.*)\]$/, '$1');
	if (!isIPv4(address) && !isIPv6(address)) throw refuse(text, 'an address, for example 10.0.0.2 or 2001:db8::2');
	return address;
};

/** An address, or a network as `10.0.0.0/8`. */
export const readNetwork = (text: string): string => {
	const [, address = '', digits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
	const most = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1;
	if (Number(digits ?? 0) > most) throw refuse(text, 'an address or a network, for example 10.0.0.0/8 or 2001:db8::/32');
	return text.trim();
};

/** A public name of the service. */
export const readHost = (text: string): string => {
	const host = text.trim().toLowerCase();
	if (!isHostName(host) && !isIPv4(host)) throw refuse(text, 'a host name without scheme, port and path, for example ws.example.net');
	return host;
};

/** A path that clients ask for, without query (RFC 3986 §3.3). Socket.IO's own always ends with a slash. */
export const readPath = (text: string): string => {
	const path = text.trim();
	if (!/^\/[\w.~:@%+!$&*/-]{0,200}$/.test(path)) throw refuse(text, 'a path without query, for example /chat');
	return path === '/socket.io' ? '/socket.io/' : path;
};

/** The path of a file. */
export const readFile = (text: string): string => {
	const path = text.trim();
	if (path === '' || path.length > 1000 || /[\p{C}\p{Zl}\p{Zp}]/u.test(path)) throw refuse(text, 'the path of a file');
	return path;
};

/** The name of a section (manual §4: letters, digits and . : _ -), or `*`. */
export const readSection = (text: string): string => {
	const name = text.trim();
	if (!/^(?:\*|[\w.:-]{1,100})$/.test(name)) throw refuse(text, 'the name of a frontend, or * for the only one');
	return name;
};

/** A product on the way, as in `--path`. */
export const readHop = (text: string): string => {
	const hop = text.trim();
	if (!/^[\w.][\w. -]{0,59}$/.test(hop)) throw refuse(text, 'names of products, client first, for example cloudflare, haproxy');
	return hop;
};

/** A release as `haproxy -v` says it, or `installed`. */
export const readVersion = (text: string): string => {
	const version = text.trim();
	if (version !== 'installed' && !/^[2-9]\.\d{1,2}(?:\.\d{1,4}|-dev\d{1,3})?$/.test(version))
		throw refuse(text, 'a release such as 2.6 or 3.0.4, or installed');
	if (/^2\.[0-3](?:\.|-|$)/.test(version)) throw new UsageError(`HAProxy ${version} is too old for this set-up: expected 2.4 or later.`);
	return version;
};
