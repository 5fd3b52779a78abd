import type {IncomingHttpHeaders, OutgoingHttpHeaders} from 'node:http2';
import type {Variant} from '../model.ts';
import type {Endpoint} from './endpoint.ts';
import {type Header, requestHeaders} from './request.ts';
import type {Credentials} from './secrets.ts';

/** Headers of one connection, which have no place in HTTP/2 (RFC 9113 §8.2.2), and the key, which RFC 8441 §5 does without. */
const notInHttp2 = /^(?:host|upgrade|connection|keep-alive|proxy-connection|transfer-encoding|te|http2-settings|sec-websocket-key)$/;

/** The extended CONNECT (RFC 8441 §4) that stands for an opening handshake, with the change of a variant. */
export const requestFor = (endpoint: Endpoint, credentials: Credentials, variant: Variant = {}): OutgoingHttpHeaders => {
	const headers = requestHeaders(endpoint, '', credentials, {...variant, headerNames: 'lower'});
	const joined = new Map<string, string>();
	for (const [name, value] of headers.filter(([name]) => !notInHttp2.test(name))) {
		const earlier = joined.get(name);
		joined.set(name, earlier === undefined ? value : `${earlier}${name === 'cookie' ? '; ' : ', '}${value}`);
	}

	return {
		':method': 'CONNECT',
		':protocol': 'websocket',
		':scheme': endpoint.secure ? 'https' : 'http',
		':authority': headers.find(([name]) => name === 'host')?.[1] ?? endpoint.hostHeader,
		':path': endpoint.path,
		...Object.fromEntries(joined),
	};
};

/** The header lines of a response, as they stand in HTTP/1.1. */
export const fieldsOf = (headers: IncomingHttpHeaders): readonly Header[] =>
	Object.entries(headers)
		.filter(([name]) => !name.startsWith(':'))
		.flatMap(([name, value]) => [value ?? []].flat().map(text => [name, String(text)] as const));
