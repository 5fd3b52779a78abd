import {type Layers, layersOf} from './layers.ts';
import type {PatternFiles} from './pattern-files.ts';
import type {Request} from './types.ts';

/** What a sample fetch gives: its values, none when there is nothing to fetch; undefined when it cannot be known here. */
export type Sample = {readonly type: 'text' | 'integer' | 'boolean'; readonly values: readonly string[]} | undefined;

/** What is known of a request at one point of its way through HAProxy. Undefined members are not known. */
export type Facts = {
	readonly mode: 'http' | 'tcp' | undefined;
	readonly method: string | undefined;
	/** As in the request line, with query. */
	readonly url: string | undefined;
	/** Lower-case names. A header that is not here is not sent, or not known if `open`. */
	readonly headers: Layers<readonly string[] | undefined>;
	readonly open: boolean;
	readonly variables: Layers<Sample>;
	/** Whether HAProxy itself takes the TLS off. */
	readonly ssl: boolean | undefined;
	/** The server name in the TLS hello that arrives, empty for none; null when no TLS arrives. */
	readonly serverName: string | null | undefined;
	readonly port: number | undefined;
	/** TCP content is only sure to be there when a rule is read if there is an inspect-delay. */
	readonly inspected: boolean;
	/** What the files hold that ACLs and maps are matched with. */
	readonly files?: PatternFiles;
};

const isAddress = (host: string) => /^[\d.]+$|:/.test(host);

// HAProxy takes `keep-alive` and `close` out of Connection before any rule sees it (measured on 2.6).
const headersOf = (request: Request): Facts['headers'] => {
	const entries = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
	return layersOf(
		entries.map(([name, value]): readonly [string, readonly string[]] => {
			if (name !== 'connection') return [name, [value]];
			const kept = value.split(',').filter(token => !/^\s*(keep-alive|close)\s*$/i.test(token));
			return [name, kept.length === 0 ? [] : [kept.join(',').trim()]];
		}),
	);
};

/** The facts of a request before any rule touched it. */
export const factsOf = (request: Request): Facts => ({
	mode: 'http',
	method: 'GET',
	url: request.path,
	headers: headersOf(request),
	open: false,
	variables: layersOf(),
	ssl: undefined,
	serverName: request.scheme === 'wss' ? (isAddress(request.host) ? '' : request.host) : null,
	port: request.port,
	inspected: false,
});

/** Any WebSocket at all: only what RFC 6455 §4.1 demands of every handshake is known. */
export const anyWebSocket: Facts = {
	mode: 'http',
	method: 'GET',
	url: undefined,
	headers: layersOf<readonly string[] | undefined>([
		['upgrade', ['websocket']],
		['connection', ['Upgrade']],
		['sec-websocket-version', ['13']],
		['host', undefined],
	]),
	open: true,
	variables: layersOf(),
	ssl: undefined,
	serverName: undefined,
	port: undefined,
	inspected: false,
};

/** Any request that is no WebSocket. */
export const anyPlainRequest: Facts = {
	...anyWebSocket,
	method: undefined,
	headers: layersOf<readonly string[] | undefined>([
		['upgrade', []],
		['connection', undefined],
		['sec-websocket-key', []],
		['sec-websocket-version', []],
	]),
};
