import type {Endpoint} from './endpoint.ts';
import {isExempt} from './no-proxy.ts';

/** The environment of a process, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy that the environment names. `name` is `host:port`, without its credentials. */
export type ForwardProxy = {
	readonly name: string;
	readonly host: string;
	readonly port: number;
	/** Whether it is spoken to by TLS. */
	readonly secure: boolean;
	/** `http`, `https`, or one that is not spoken here, such as `socks5`. */
	readonly scheme: string;
	/** `user:password`, decoded. */
	readonly userinfo?: string;
};

/** As curl, which looks at the name in lower case first. */
const lookUp = (environment: Environment, name: string): string | undefined => environment[name] || environment[name.toUpperCase()] || undefined;

const decode = (text: string): string => {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
};

const defaultPorts: Readonly<Record<string, number>> = {http: 80, https: 443};

/** Reads a proxy as curl writes it: `http://user:password@proxy.example:3128`, or without a scheme; undefined when it is none. */
export const readProxy = (written: string): ForwardProxy | undefined => {
	const text = /^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : `http://${written}`;
	const [, scheme = '', rest = ''] = /^([^:]+):\/\/(.*)$/s.exec(text) ?? [];
	// The parser leaves the hosts of schemes that it does not know as they are written.
	if (!URL.canParse(`http://${rest}`)) return undefined;
	const {hostname, username, password} = new URL(`http://${rest}`);
	const host = hostname.replace(/^\[(.*)\]$/, '$1');
	// Written out, also where it is the scheme's own.
	const port = Number(/:(\d+)\/?$/.exec(rest.replace(/^.*@/s, ''))?.[1] ?? defaultPorts[scheme.toLowerCase()] ?? 1080);
	const userinfo = username === '' && password === '' ? {} : {userinfo: `${decode(username)}:${decode(password)}`};
	return {name: `${hostname}:${port}`, host, port, secure: scheme.toLowerCase() === 'https', scheme: scheme.toLowerCase(), ...userinfo};
};

/** The proxy of the environment for a URL: HTTPS_PROXY for `wss`, HTTP_PROXY for `ws`, ALL_PROXY for both, but not for what NO_PROXY names, nor for a place behind the URL. */
export const proxyFor = (
	{secure, host, port, direct}: Pick<Endpoint, 'secure' | 'host' | 'port' | 'direct'>,
	environment: Environment,
): ForwardProxy | undefined => {
	const written = lookUp(environment, secure ? 'https_proxy' : 'http_proxy') ?? lookUp(environment, 'all_proxy');
	if (direct || written === undefined || isExempt(host, port, lookUp(environment, 'no_proxy') ?? '')) return undefined;
	return readProxy(written.trim());
};
