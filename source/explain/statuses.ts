import type {Page} from './page.ts';

type Entry = {readonly says: string; readonly codes: readonly string[]};

const redirect: Entry = {
	says: 'WebSocket clients do not follow it. It is made by a rule of HAProxy (http to https, a missing slash, another host), by a hop in front, or by the application that wants a login.',
	codes: ['upgrade/redirected', 'upgrade/route-missed'],
};

const cloudflare: Entry = {
	says: 'It is no registered status: Cloudflare makes it where the server behind it cannot be reached, does not answer, or fails in TLS.',
	codes: ['reach/backend-down', 'upgrade/backend-slow', 'idle/front-hop'],
};

/** Who makes a status in answer to a WebSocket handshake, and why. */
const statuses: Readonly<Record<number, Entry>> = {
	101: {
		says: 'The handshake has succeeded. If the client fails all the same, look at `Sec-WebSocket-Accept`, and at what comes right after it.',
		codes: ['upgrade/accept-mismatch', 'life/immediate-close'],
	},
	200: {
		says: 'Somebody took the handshake for a plain request: it fell into a backend for plain HTTP, or a hop in front dropped `Upgrade`. Over HTTP/2 it is right: the 200 to an extended CONNECT is what the 101 is in HTTP/1.1.',
		codes: ['upgrade/route-missed', 'upgrade/header-stripped', 'upgrade/not-an-endpoint'],
	},
	301: redirect,
	302: redirect,
	303: redirect,
	307: redirect,
	308: redirect,
	400: {
		says: 'The request was not a handshake any more when it was read: the server misses `Upgrade` or `Connection`, or does not like the version. HAProxy makes it itself without `Sec-WebSocket-Key`, and from 3.3 on when its client timer ends before the 101.',
		codes: ['upgrade/header-stripped', 'upgrade/client-handshake', 'upgrade/version-rejected', 'upgrade/header-case'],
	},
	401: {
		says: 'Credentials are missing. Browsers cannot set `Authorization` on a WebSocket: a cookie or a token has to come along.',
		codes: ['upgrade/auth-required'],
	},
	403: {
		says: 'The application does not like the `Origin`, or the credentials; or a rule of HAProxy (`http-request deny`) or a firewall in front refuses.',
		codes: ['upgrade/origin-rejected', 'upgrade/auth-required', 'upgrade/blocked'],
	},
	404: {
		says: 'The path is not where the WebSocket is: a backend for plain HTTP answers, or a rule rewrote the path on the way.',
		codes: ['upgrade/route-missed', 'upgrade/not-an-endpoint', 'upgrade/path-rewritten'],
	},
	405: {
		says: 'The method is refused: the path takes no GET, or an HTTP/2 CONNECT reached somebody who knows none.',
		codes: ['upgrade/not-an-endpoint', 'upgrade/http2-fails'],
	},
	407: {says: 'A proxy on the way out of the client wants credentials.', codes: ['upgrade/auth-required', 'upgrade/inspected']},
	408: {
		says: 'HAProxy did not get a whole request within `timeout http-request` (or `client`): `cR` in its log. Often TLS spoken to a plain port.',
		codes: ['upgrade/client-handshake', 'reach/tls-mismatch'],
	},
	421: {
		says: 'The connection was not made for this host: HTTP/2 connections shared between names, or SNI and Host that differ.',
		codes: ['upgrade/http2-fails', 'reach/tls-certificate'],
	},
	425: {says: 'The request came in TLS early data, and is not taken there.', codes: ['upgrade/closed-early']},
	426: {
		says: 'The server wants another version of the protocol, or says that this path is for WebSockets only and saw no `Upgrade`.',
		codes: ['upgrade/version-rejected', 'upgrade/header-stripped'],
	},
	429: {says: 'Too many: a stick-table rule of HAProxy (`PR` in its log), a hop in front, or the application.', codes: ['upgrade/rate-limited']},
	431: {says: 'The request head is too long for somebody: many or large cookies.', codes: ['upgrade/client-handshake']},
	500: {
		says: 'The application failed. In the log of HAProxy 3.2 and later also the end of an open tunnel that HAProxy itself shut down (`KC`, `DC`).',
		codes: ['upgrade/not-an-endpoint', 'life/reload-hard-stop'],
	},
	501: {
		says: 'Somebody on the way does not know the request: HAProxy 2.4.0 answered so to an upgrade with a body.',
		codes: ['upgrade/client-handshake', 'upgrade/websockets-off'],
	},
	502: {
		says: 'HAProxy (`SH` or `PH` in its log) or a hop in front: the server closed before it answered, or its 101 was not valid. With HTTP/2 to the server: it knows no extended CONNECT.',
		codes: ['upgrade/bad-gateway', 'upgrade/header-stripped', 'upgrade/http2-fails', 'upgrade/proxy-protocol-mismatch'],
	},
	503: {
		says: 'HAProxy has no server to ask: none is up (`SC`), the queue ran full (`sQ`), or no backend fits. With `<NOSRV>` in the log it is made by HAProxy, else by the application.',
		codes: ['upgrade/no-server', 'reach/backend-down', 'capacity/maxconn'],
	},
	504: {
		says: 'The 101 took longer than `timeout server` (`sH` in the log of HAProxy), or than the timer of a hop in front. `timeout tunnel` does not count before the 101.',
		codes: ['upgrade/backend-slow', 'upgrade/no-response'],
	},
	505: {
		says: 'The version of HTTP is refused: a WebSocket needs HTTP/1.1, and somebody on the way speaks 1.0.',
		codes: ['upgrade/client-handshake', 'upgrade/header-stripped'],
	},
	520: cloudflare,
	521: cloudflare,
	522: cloudflare,
	523: cloudflare,
	524: cloudflare,
	525: cloudflare,
	526: cloudflare,
};

const classes: Readonly<Record<string, Entry>> = {
	1: {says: 'It announces a final response, and is none: WebSocket clients wait for the one that follows.', codes: ['upgrade/no-response']},
	2: {says: 'Somebody took the handshake for a plain request and was content with it.', codes: ['upgrade/route-missed', 'upgrade/header-stripped']},
	3: redirect,
	4: {
		says: 'Somebody refuses this request: the headers of the response tell who.',
		codes: ['upgrade/route-missed', 'upgrade/blocked', 'upgrade/client-handshake'],
	},
	5: {says: 'Somebody failed while the request was handled: the headers of the response tell who.', codes: ['upgrade/bad-gateway', 'upgrade/no-server']},
};

/** The statuses with a reading of their own. */
export const knownStatuses: readonly number[] = Object.keys(statuses).map(Number);

/** The page of an HTTP status; `reasons` are the registered ones by number. Undefined for what is none. */
export const statusPage = (status: number, reasons: Readonly<Record<number, string | undefined>>): Page | undefined => {
	const entry = statuses[status] ?? (reasons[status] === undefined ? undefined : classes[String(status)[0] ?? '']);
	if (!entry) return undefined;
	const reason = reasons[status];
	return {
		title: `Status ${status}${reason ? ` ${reason}` : ''} to a WebSocket handshake`,
		says: [entry.says],
		codes: entry.codes,
		source: 'RFC 9110 §15, RFC 6455 §4.2.2; HAProxy manual 8.5; measured on HAProxy 2.6.12.',
	};
};
