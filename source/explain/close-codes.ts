import type {Page} from './page.ts';

type Entry = {readonly name: string; readonly says: string; readonly codes: readonly string[]};

/** Close codes (RFC 6455 §7.4.1, and IANA's registry for 1012 to 1014). */
const registered: Readonly<Record<number, Entry>> = {
	1000: {
		name: 'Normal Closure',
		says: 'One end has done its work. A server that closes silent connections by itself often says this.',
		codes: ['idle/backend-closes', 'life/maximum-lifetime'],
	},
	1001: {
		name: 'Going Away',
		says: 'A page is left, or a server shuts down; some servers close idle connections with it.',
		codes: ['life/deploy', 'idle/backend-closes', 'life/ended-together'],
	},
	1002: {
		name: 'Protocol error',
		says: 'One end received frames that are not WebSocket: bytes were changed or mixed on the way.',
		codes: ['upgrade/inspected', 'life/immediate-close'],
	},
	1003: {name: 'Unsupported Data', says: 'One end cannot take this kind of data, such as binary where it wants text.', codes: ['life/immediate-close']},
	1004: {name: 'Reserved', says: 'It has no meaning yet, and should not be seen.', codes: []},
	1005: {
		name: 'No Status Received',
		says: 'It never travels: it says that a Close frame came without a code. Somebody closed on purpose.',
		codes: ['idle/backend-closes', 'life/immediate-close'],
	},
	1006: {
		name: 'Abnormal Closure',
		says: 'It never travels: a browser says so where a connection ended without a Close frame, or never opened. Every timer of HAProxy looks like this, and so does every proxy, firewall and crash: what tells them apart is when it ends, and at which hop.',
		codes: [
			'idle/client-timeout',
			'idle/tunnel-timeout',
			'idle/server-timeout',
			'idle/front-hop',
			'idle/silent-drop',
			'life/maximum-lifetime',
			'upgrade/route-missed',
		],
	},
	1007: {name: 'Invalid frame payload data', says: 'A text message was not UTF-8.', codes: ['upgrade/inspected']},
	1008: {
		name: 'Policy Violation',
		says: 'The application refuses the client: often a token that is missing or has expired, right after the 101.',
		codes: ['life/immediate-close', 'upgrade/auth-required'],
	},
	1009: {
		name: 'Message Too Big',
		says: 'A message was longer than one end takes. HAProxy has no such limit in a tunnel; servers and gateways do.',
		codes: ['life/immediate-close'],
	},
	1010: {name: 'Mandatory Extension', says: 'The client needs an extension that the server did not agree to.', codes: ['upgrade/subprotocol-rejected']},
	1011: {
		name: 'Internal Error',
		says: 'The server failed, or heard no pong in time: its reason often says which ("keepalive ping timeout").',
		codes: ['idle/ping-timeout', 'idle/backend-closes', 'life/immediate-close'],
	},
	1012: {name: 'Service Restart', says: 'The server restarts; clients should come back after a random pause.', codes: ['life/deploy', 'life/ended-together']},
	1013: {name: 'Try Again Later', says: 'The server is overloaded, and wants fewer clients.', codes: ['capacity/maxconn', 'life/immediate-close']},
	1014: {name: 'Bad Gateway', says: 'A gateway got an invalid answer from the server behind it.', codes: ['upgrade/bad-gateway', 'idle/inner-hop']},
	1015: {
		name: 'TLS handshake',
		says: 'It never travels: the TLS handshake failed, for example over the certificate.',
		codes: ['reach/tls-certificate', 'reach/tls-mismatch'],
	},
};

const ranges: ReadonlyArray<readonly [from: number, to: number, name: string, says: string]> = [
	[1016, 1999, 'Unassigned', 'It is reserved for the protocol itself, and not assigned. Look for the end that made it up.'],
	[2000, 2999, 'Reserved for extensions', 'It is reserved for extensions and later versions of the protocol.'],
	[
		3000,
		3999,
		'Registered by libraries',
		'Libraries and frameworks register these with IANA (3000 is Unauthorized, 3003 Forbidden, 3008 Timeout): the manual of the one in use says what it means.',
	],
	[4000, 4999, "The application's own", 'Only the application knows what it means: somebody closed on purpose, and no proxy did.'],
];

const source = 'RFC 6455 §7.4; IANA WebSocket Close Code Number registry.';

/** The registered close codes. */
export const closeCodes: readonly number[] = Object.keys(registered).map(Number);

/** The page of a close code from 1000 to 4999; undefined for any other number. */
export const closeCodePage = (code: number): Page | undefined => {
	const entry = registered[code];
	if (entry) return {title: `Close code ${code}: ${entry.name}`, says: [entry.says], codes: entry.codes, source};
	const [, , name, says] = ranges.find(([from, to]) => code >= from && code <= to) ?? [];
	if (name === undefined || says === undefined) return undefined;
	return {title: `Close code ${code}: ${name}`, says: [says], codes: ['idle/backend-closes', 'life/immediate-close'], source};
};
