import type {Row} from './catalogue-types.ts';
import {drain, handshake, idle, lifetime, nothing, request} from './rows.ts';

const cloudflareLimits = 'cloudflare/cloudflare-docs:src/content/docs/fundamentals/reference/connection-limits.mdx';
const frontDoor = 'https://learn.microsoft.com/ja-jp/azure/frontdoor/standard-premium/websocket';

/** Content delivery networks. */
// biome-ignore format: a table
export const cdn: readonly Row[] = [
	idle('cloudflare', 'cloudflare-ws', 'WebSocket idle', 100_000, 'any frame in either direction, pings included; not TCP keepalive', 'https://community.cloudflare.com/t/cloudflare-websocket-timeout/5865',
		{setting: 'proxy_read_timeout (Enterprise)', configurable: false, confidence: 'reported', note: 'Users measure 1 min 40 s; the documentation gives no WebSocket value.'}),
	handshake('cloudflare', 'cloudflare-524', 'proxy_read_timeout', 100_000, 'bytes from the origin', cloudflareLimits, {note: 'HTTP 524.'}),
	handshake('cloudflare', 'cloudflare-client-keepalive', 'client keep-alive', 400_000, request, cloudflareLimits, {ending: 'fin', endingEvidence: 'quoted', configurable: false}),
	handshake('cloudflare', 'cloudflare-proxy-idle', 'origin keep-alive', 900_000, request, cloudflareLimits, {ending: 'fin', configurable: false}),
	handshake('cloudflare', 'cloudflare-ack', 'origin TCP ACK timeout', 90_000, 'an ACK from the origin', cloudflareLimits, {configurable: false, note: 'HTTP 522.'}),
	drain('cloudflare', 'cloudflare-restart', 'edge release restart', null, nothing, 'cloudflare/cloudflare-docs:src/content/docs/network/websockets.mdx',
		{unknown: true, configurable: false, note: 'At no fixed age; ends many connections of one data centre at once.'}),

	idle('aws-cloudfront', 'aws-cloudfront', 'WebSocket idle', 600_000, 'bytes from the origin only', 'awsdocs/amazon-cloudfront-developer-guide:doc_source/cloudfront-limits.md',
		{configurable: false, note: 'A chatty client with a silent server is cut all the same.'}),

	idle('azure-frontdoor', 'azure-afd-idle', 'WebSocket idle', 300_000, 'data from the client or the origin', frontDoor, {configurable: false}),
	lifetime('azure-frontdoor', 'azure-afd-max', 'WebSocket maximum duration', 14_400_000, nothing, frontDoor, {configurable: false}),

	handshake('netlify', 'netlify-proxy', 'proxy rewrite timeout', 26_000, nothing, 'Netlify support', {configurable: false, confidence: 'from-memory', note: 'HTTP 504; rewrites carry no WebSocket.'}),
	handshake('fastly', 'fastly-first-byte', 'first_byte_timeout', 15_000, 'the first byte from the backend', 'https://www.fastly.com/documentation/reference/vcl/variables/backend-connection/bereq-first-byte-timeout',
		{setting: 'bereq.first_byte_timeout', note: 'HTTP 503; no idle limit is stated for WebSockets.'}),
	idle('akamai', 'akamai-ws', 'WebSocket idle', null, 'unknown', 'no public source found', {unknown: true, configurable: false, confidence: 'from-memory'}),
];
