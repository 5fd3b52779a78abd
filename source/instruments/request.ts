import type {Variant} from '../model.ts';
import type {Endpoint} from './endpoint.ts';
import {type Credentials, isPublicHeader, redactQuery} from './secrets.ts';
import {varyCredentials} from './variant.ts';

/** A request ready to be sent, and the same with its credentials left out. */
export type Request = {readonly bytes: Buffer; readonly key: string; readonly shown: string};

export type Header = readonly [name: string, value: string];

const upgrading = (key: string): Header[] => [
	['Upgrade', 'websocket'],
	['Connection', 'Upgrade'],
	['Sec-WebSocket-Key', key],
	['Sec-WebSocket-Version', '13'],
];

const ordinary: readonly Header[] = [
	['Connection', 'close'],
	['Accept', '*/*'],
];

const optional = (name: string, value: string | undefined): Header[] => (value === undefined ? [] : [[name, value]]);

const own = (endpoint: Endpoint, key: string, {origin, cookie, subprotocol}: Credentials, plain: boolean): Header[] => [
	['Host', endpoint.hostHeader],
	...(plain ? ordinary : upgrading(key)),
	['User-Agent', 'ws-doctor'],
	...optional('Origin', origin),
	...optional('Sec-WebSocket-Protocol', subprotocol),
	...optional('Cookie', cookie),
	...optional('Authorization', endpoint.userinfo === undefined ? undefined : `Basic ${Buffer.from(endpoint.userinfo).toString('base64')}`),
];

/** As in curl: a header given by hand replaces ours of the same name, and one without a value removes it. */
const merge = (ours: readonly Header[], given: readonly Header[]): Header[] => {
	const replaced = new Set(given.map(([name]) => name.toLowerCase()));
	return [...ours.filter(([name]) => !replaced.has(name.toLowerCase())), ...given.filter(([, value]) => value !== '')];
};

const ofWebSocket = /^(?:upgrade|sec-websocket-.*)$/i;

/** The header lines of an opening handshake (RFC 6455 §4.1) with the one change of a variant, in the order in which they are sent. */
export const requestHeaders = (endpoint: Endpoint, key: string, credentials: Credentials, variant: Variant = {}): readonly Header[] => {
	const varied = varyCredentials(credentials, variant);
	const plain = variant.plain === true;
	const headers = merge(own(endpoint, key, varied, plain), varied.headers ?? []).filter(([name]) => !plain || !ofWebSocket.test(name));
	return variant.headerNames === 'lower' ? headers.map(([name, value]) => [name.toLowerCase(), value]) : headers;
};

const shownValue = ([name, value]: Header): string => {
	const secret = !isPublicHeader(name) || (/^sec-websocket-protocol$/i.test(name) && value.length > 32);
	return secret ? '…' : value;
};

const write = (path: string, headers: readonly Header[], value: (header: Header) => string): string =>
	[`GET ${path} HTTP/1.1`, ...headers.map(header => `${header[0]}: ${value(header)}`), '', ''].join('\r\n');

/** The opening handshake of a client (RFC 6455 §4.1), or what a variant makes of it; `key` is 16 random bytes in base64. */
export const buildRequest = (endpoint: Endpoint, key: string, credentials: Credentials = {}, variant: Variant = {}): Request => {
	const headers = requestHeaders(endpoint, key, credentials, variant);
	return {
		bytes: Buffer.from(write(endpoint.path, headers, ([, value]) => value)),
		key: headers.find(([name]) => name.toLowerCase() === 'sec-websocket-key')?.[1] ?? '',
		shown: write(redactQuery(endpoint.path), headers, shownValue),
	};
};
