import type {Page} from './page.ts';

/** Who or what ended the session (HAProxy manual §8.5, first letter). */
const first: Readonly<Record<string, string>> = {
	C: 'the client side ended the TCP session, without being asked to',
	S: 'the server side ended the TCP session, or refused it',
	P: 'HAProxy itself ended it: a rule, a filter, a limit, or a response that is not valid',
	L: 'HAProxy answered by itself, and no server was asked',
	R: 'a resource of HAProxy ran out',
	I: 'HAProxy found an error in itself',
	D: 'HAProxy ended it because its server was marked down',
	U: 'HAProxy ended it because a better server came back up',
	K: 'an operator ended it, or the hard stop after a reload did',
	c: 'a timer ran out while the client side was waited for',
	s: 'a timer ran out while the server side was waited for',
	'-': 'it ended normally',
};

/** What it was doing at that moment (second letter). */
const second: Readonly<Record<string, string>> = {
	R: 'the request was still awaited',
	Q: 'it waited in the queue for a free server',
	C: 'the connection to the server was being made',
	H: 'the response headers of the server were awaited',
	D: 'data was being passed, which is the open tunnel of a WebSocket',
	L: 'the last data was on its way to the client',
	T: 'the request was held in the tarpit',
	'-': 'nothing was pending',
};

/** The persistence cookie of the request (third letter). */
const third: Readonly<Record<string, string>> = {
	N: 'the client sent no persistence cookie, as on a first visit',
	I: 'the client sent a persistence cookie that names no server',
	D: 'the client sent the cookie of a server that was down',
	V: 'the client sent a valid persistence cookie',
	E: 'the client sent a persistence cookie that had expired',
	O: 'the client sent a persistence cookie that was too old',
	U: 'the client sent a persistence cookie that was not used',
	'-': 'no persistence cookie was looked at',
};

/** The persistence cookie of the response (fourth letter). */
const fourth: Readonly<Record<string, string>> = {
	N: 'none was set in the response',
	I: 'one was inserted into the response, the 101 included',
	U: 'it was updated in the response',
	P: "the server's own was passed on",
	R: "the server's own was rewritten",
	D: "the server's own was deleted",
	'-': 'none was touched in the response',
};

type Reading = {readonly says: string; readonly codes: readonly string[]};

/** What two letters mean for a WebSocket: measured on HAProxy 2.6, and on other releases where that is said. */
const readings: Readonly<Record<string, Reading>> = {
	'--': {
		says: 'With status 101: one end closed cleanly, the client or the server, with or without a Close frame; the log cannot tell which. Many sessions of the same length point to a timer outside HAProxy.',
		codes: ['idle/backend-closes', 'idle/front-hop', 'idle/ping-timeout', 'life/maximum-lifetime', 'life/deploy'],
	},
	cD: {
		says: 'With status 101: the tunnel was silent for as long as `timeout client`, or `timeout tunnel`, which has no letter of its own. If the whole duration equals the timer, no byte passed after the handshake. With status 400, from 3.3 on: the client timer ran out before the 101.',
		codes: ['idle/client-timeout', 'idle/tunnel-timeout', 'idle/tunnel-unit', 'idle/tunnel-not-applied', 'idle/silent-drop'],
	},
	sD: {
		says: 'With status 101: the server side was silent for as long as `timeout server`, and no tunnel timer is in force; or the client had closed its half, and the server never did.',
		codes: ['idle/server-timeout', 'config/half-closed-lingers'],
	},
	CD: {
		says: 'With status 101: the client side was reset, or given up by TCP: a client that vanished, a hop in front of HAProxy, or an outer HAProxy whose timer ran out. A burst right after a reload, over HTTP/2: Firefox and GOAWAY.',
		codes: ['idle/front-hop', 'idle/chained-proxy', 'idle/silent-drop', 'life/goaway'],
	},
	SD: {
		says: 'With status 101: the server side was reset: the process crashed or was restarted, or something between HAProxy and it cut. The client sees a FIN.',
		codes: ['life/deploy', 'idle/inner-hop', 'idle/backend-closes'],
	},
	'K-': {
		says: 'The session was shut down on the command line, or by `hard-stop-after` once a reload took too long. From 3.2 on it is logged as `KC` with status 500, though the client had its 101.',
		codes: ['life/reload-hard-stop', 'life/old-worker'],
	},
	KC: {
		says: 'From 3.2 on: what was `K-` before, with status 500 though the client had its 101: shut down by an operator or by `hard-stop-after`.',
		codes: ['life/reload-hard-stop'],
	},
	'D-': {
		says: 'The server was marked down, or put into maintenance, and has `on-marked-down shutdown-sessions`: all its tunnels end together. From 3.2 on it is logged as `DC` with status 500.',
		codes: ['life/server-marked-down', 'config/marked-down-cuts-tunnels'],
	},
	DC: {
		says: 'From 3.2 on: what was `D-` before, with status 500 though the client had its 101.',
		codes: ['life/server-marked-down', 'config/marked-down-cuts-tunnels'],
	},
	'U-': {
		says: 'A main server came back, and `on-marked-up shutdown-backup-sessions` ended the tunnels of the backup ones. From 3.2 on it is logged as `UC` with status 500.',
		codes: ['life/ended-together'],
	},
	UC: {says: 'From 3.2 on: what was `U-` before, with status 500 though the client had its 101.', codes: ['life/ended-together']},
	sH: {
		says: 'With status 504: the server took longer than `timeout server` for its 101. `timeout tunnel` does not count before it.',
		codes: ['upgrade/backend-slow'],
	},
	SH: {says: 'With status 502: the server closed or reset the connection before any answer.', codes: ['upgrade/bad-gateway', 'life/deploy']},
	PH: {
		says: 'With status 502: the answer was not valid for HAProxy: a 101 that nobody had asked for, or without the headers it needs, as when a hop in front dropped `Connection: upgrade`.',
		codes: ['upgrade/bad-gateway', 'upgrade/header-stripped', 'upgrade/accept-mismatch'],
	},
	sQ: {
		says: 'With status 503: it waited for a free slot of the server for as long as `timeout queue`. Open WebSockets hold their slots.',
		codes: ['upgrade/no-server', 'capacity/maxconn'],
	},
	SC: {says: 'With status 503: no server was up, or every one refused the connection.', codes: ['upgrade/no-server', 'reach/backend-down']},
	sC: {
		says: 'With status 503: the server did not accept the connection within `timeout connect`, retries included.',
		codes: ['upgrade/no-server', 'reach/backend-down'],
	},
	cC: {
		says: 'From 3.3 on: the client timer ran out while the server was being connected to; the client gets no response at all.',
		codes: ['upgrade/closed-early', 'upgrade/backend-slow'],
	},
	cR: {
		says: 'With status 408: the client did not send a whole request in time: no WebSocket handshake was ever seen.',
		codes: ['upgrade/client-handshake', 'reach/tls-mismatch'],
	},
	CR: {says: 'With status 400: the client left before its request was whole.', codes: ['upgrade/client-handshake', 'reach/tls-mismatch']},
	CC: {says: 'The client left while the server was being connected to: it waited no longer.', codes: ['upgrade/backend-slow']},
	CH: {says: 'The client left while the 101 was awaited: it waited no longer than its own limit.', codes: ['upgrade/backend-slow']},
	CQ: {says: 'The client left while it waited in the queue.', codes: ['capacity/maxconn', 'upgrade/no-server']},
	PR: {
		says: 'A rule rejected the request, or it was not valid: 400 without `Sec-WebSocket-Key`, 403 and 429 by `http-request deny`.',
		codes: ['upgrade/client-handshake', 'upgrade/origin-rejected', 'upgrade/rate-limited', 'upgrade/auth-required'],
	},
	PT: {says: 'A rule held the request in the tarpit, and then refused it.', codes: ['upgrade/rate-limited', 'upgrade/blocked']},
	LR: {
		says: 'HAProxy answered by itself: a redirect, a `return`, or its own pages. The request never reached a WebSocket server.',
		codes: ['upgrade/redirected', 'upgrade/route-missed'],
	},
	RC: {
		says: 'HAProxy could not open the connection to the server: descriptors, memory or source ports ran out.',
		codes: ['capacity/file-descriptors', 'capacity/source-ports'],
	},
};

const pattern = /^([CSPLRIDUKcs-])([RQCHDLT-])(?:([NIDVEOU-])([NIUPRD-]))?$/;

/** The readings that have a page of their own, as people type them. */
export const terminationStates: readonly string[] = Object.keys(readings);

/** The page of a termination state, two letters or four; undefined for what is none. Upper and lower case differ. */
export const terminationPage = (state: string): Page | undefined => {
	const [, one = '', two = '', three, four] = pattern.exec(state) ?? [];
	if (one === '') return undefined;
	const reading = readings[one + two];
	const letters = [
		`\`${one}\`: ${first[one]}.`,
		`\`${two}\`: ${second[two]}.`,
		...(three === undefined || four === undefined ? [] : [`Cookies: ${third[three]}; ${fourth[four]}.`]),
	];
	return {
		title: `Termination state ${state}`,
		says: [letters.join(' '), reading?.says ?? 'It has no reading of its own for WebSockets: what the letters say is all.'],
		codes: reading?.codes ?? [],
		source: 'HAProxy manual 8.5 (session state at disconnection); measured on HAProxy 2.6.12, and on other releases where one is named.',
	};
};
