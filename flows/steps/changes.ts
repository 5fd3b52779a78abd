import type {Target, Upgrade, Variant} from '../../source/model.ts';
import {isCertificate} from '../reading/certificate.ts';
import {rewrittenPath} from '../reading/rewritten.ts';
import {proxyProtocolSent} from '../reading/servers.ts';
import type {Change, Told} from './differential.ts';
import {spot} from './places.ts';

const answers =
	(...statuses: readonly number[]) =>
	({here}: Told): boolean =>
		here.status !== undefined && statuses.includes(here.status);

const ends =
	(...outcomes: ReadonlyArray<Upgrade['outcome']>) =>
	({here}: Told): boolean =>
		here.status === undefined && outcomes.includes(here.outcome);

/** Whether the first request had a header, as far as its command tells; what is not known may have been sent. */
const sent = ({here: {command}}: Told, header: RegExp): boolean => command === undefined || header.test(command);

const varied = (variant: Variant) => (): Pick<Target, 'variant'> => ({variant});

/** The origin of a page that the site itself serves (RFC 6454 §4). */
export const ownOrigin = (url: string): string => `${url.startsWith('wss:') ? 'https' : 'http'}://${new URL(url).host}`;

export const withoutOrigin: Change = {
	name: 'WithoutOrigin',
	says: 'without Origin',
	target: varied({origin: null}),
	calledBy: told => answers(400, 403, 404)(told) && sent(told, /Origin: /i),
};

export const withOwnOrigin: Change = {
	name: 'WithOwnOrigin',
	says: "with the site's own Origin",
	target: ({url}) => ({variant: {origin: ownOrigin(url)}}),
	calledBy: told => answers(400, 403, 404)(told) && !told.here.command?.includes(`Origin: ${ownOrigin(told.url)}\\r`),
};

export const withoutCredentials: Change = {
	name: 'WithoutCredentials',
	says: 'without cookies, credentials and headers of your own',
	target: varied({credentials: null}),
	calledBy: told => answers(400, 401, 403, 404, 407, 413, 431)(told) && sent(told, /: …/),
};

/** A cookie may be refused, too long, or pin its client to a server that is gone; the other credentials stay. */
export const withoutCookie: Change = {
	name: 'WithoutCookie',
	says: 'without the cookies',
	target: varied({cookie: null}),
	calledBy: told => answers(400, 401, 403, 404, 413, 431, 502, 503, 504)(told) && /\bCookie: …/i.test(told.here.command ?? ''),
};

export const otherSlash: Change = {
	name: 'OtherSlash',
	says: 'with the slash at the end of the path changed',
	target: ({url}) => ({variant: {path: slashChanged(url)}}),
	calledBy: answers(200, 404),
};

/** The path and query of a URL with its last slash taken away, or one added. */
export const slashChanged = (url: string): string => {
	const {pathname, search} = new URL(url);
	const other = pathname.endsWith('/') ? pathname.replace(/\/+$/, '') : `${pathname}/`;
	return `${other || '/'}${search}`;
};

export const plain: Change = {
	name: 'Plain',
	says: 'as an ordinary GET',
	target: varied({plain: true}),
	calledBy: answers(400, 404),
};

// One request offers what is most often demanded (IANA WebSocket Subprotocol Name Registry): a server takes the one it speaks.
const subprotocols = 'graphql-transport-ws, graphql-ws, mqtt, wamp.2.json, v12.stomp, ocpp2.0.1, ocpp1.6, actioncable-v1-json, xmpp, sip, json';

export const withSubprotocol: Change = {
	name: 'WithSubprotocol',
	says: 'with the usual subprotocols',
	target: varied({subprotocol: subprotocols}),
	calledBy: answers(400, 404),
};

export const withoutSubprotocol: Change = {
	name: 'WithoutSubprotocol',
	says: 'without a subprotocol',
	target: varied({subprotocol: null}),
	calledBy: told => answers(400, 403, 404)(told) && sent(told, /Sec-WebSocket-Protocol: /i),
};

const speaksOfTls = ({here: {bodyStart = ''}}: Told): boolean => /HTTPS port|https? scheme|SSL/i.test(bodyStart);

/** TLS where plain text was spoken, and plain text where TLS was. */
export const otherScheme: Change = {
	name: 'OtherScheme',
	says: 'in plain text instead of TLS, or in TLS instead of plain text',
	target: ({url}, unchanged) => ({
		scheme: (unchanged.scheme ?? (url.startsWith('wss:') ? 'wss' : 'ws')) === 'wss' ? 'ws' : 'wss',
		connectTo: spot(unchanged),
	}),
	calledBy: told => (ends('tls', 'garbage', 'closed', 'reset')(told) && !isCertificate(told.here)) || (answers(400)(told) && speaksOfTls(told)),
};

export const withoutServerName: Change = {
	name: 'WithoutServerName',
	says: 'without a server name in TLS',
	target: varied({serverName: ''}),
	calledBy: ({here}) => here.tls?.fault === 'wrong-name',
};

const endedEarly = ends('closed', 'reset');

/** The PROXY protocol in front of the request, as `send-proxy` (1) and `send-proxy-v2` (2) have it. */
const proxyProtocol = (version: 1 | 2, calledBy: Change['calledBy']): Change => ({
	name: `ProxyV${version}`,
	says: `behind a PROXY protocol header, version ${version}`,
	target: varied({proxyProtocol: version}),
	calledBy,
});

export const [proxyV1, proxyV2] = [proxyProtocol(1, endedEarly), proxyProtocol(2, endedEarly)];

/** Whether the backend is fine when it is asked directly, and not through the proxies, by an answer that a change on the way can make. */
const failsOnTheWay = ({here, publicly}: Told): boolean =>
	here.status === 101 && publicly.status !== 101 && (publicly.status === undefined || ![301, 302, 307, 308, 401, 407, 429].includes(publicly.status));

/** At the backend: what it says to a PROXY header it has to read, or that HAProxy sends it. */
const atServer = (version: 1 | 2): Change =>
	proxyProtocol(
		version,
		told =>
			endedEarly(told) ||
			(answers(400)(told) && !speaksOfTls(told)) ||
			(failsOnTheWay(told) && proxyProtocolSent(told.config, told.url, told.where) === version),
	);

export const [proxyV1AtServer, proxyV2AtServer] = [atServer(1), atServer(2)];

export const lowerCase: Change = {
	name: 'LowerCase',
	says: 'with header names in lower case, as HAProxy sends them',
	target: varied({headerNames: 'lower'}),
	calledBy: failsOnTheWay,
};

export const withOwnHost: Change = {
	name: 'WithOwnHost',
	says: 'with its own address as Host',
	target: ({where}) => ({variant: {host: where.replace(/^wss?:\/\//, '')}}),
	calledBy: answers(400, 403, 404, 421),
};

export const rewritten: Change = {
	name: 'Rewritten',
	says: 'with the path that HAProxy makes of it',
	target: ({config, url}) => ({variant: {path: rewrittenPath(config, url)?.path ?? new URL(url).pathname}}),
	calledBy: told => told.here.status === 101 && rewrittenPath(told.config, told.url) !== undefined,
};
