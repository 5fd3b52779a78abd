import type {Request} from './types.ts';

const defaultPort = (scheme: string) => (scheme === 'wss' ? 443 : 80);

const addressIn = (host: string) => (/^[\d.]+$|:/.test(host) ? {address: host} : {});

const unbracketed = (host: string) => host.replace(/^\[(.*)\]$/, '$1');

/**
 * The request of a `ws://` or `wss://` URL as a WebSocket client sends it (RFC 6455 §4.1), met at `haproxy` (`host:port`) if that is given.
 * Throws what `URL` throws when the URL is none.
 */
export const requestOf = (url: string, haproxy?: string, headers: Readonly<Record<string, string>> = {}): Request => {
	const parsed = new URL(url);
	const scheme = /^(wss|https):$/.test(parsed.protocol) ? 'wss' : 'ws';
	const met = new URL(`ws://${haproxy ?? parsed.host}`);
	const port = Number(met.port) || (haproxy === undefined ? defaultPort(scheme) : 80);
	const handshake = {
		host: parsed.host,
		connection: 'Upgrade',
		upgrade: 'websocket',
		'sec-websocket-version': '13',
		'sec-websocket-key': 'd3MtZG9jdG9yIHByb2JlIQ==',
	};
	const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
	return {
		scheme,
		host: unbracketed(parsed.hostname),
		port,
		path: `${parsed.pathname}${parsed.search}`,
		headers: {...handshake, ...given},
		websocket: true,
		...addressIn(unbracketed(met.hostname)),
	};
};
