import type {Socket} from 'node:net';
import type {TlsOptions} from 'node:tls';
import test from 'ava';
import {refusingPort} from '../../source/demo/listener.ts';
import {createAuthority, type Pair, selfSigned} from '../helpers/certificates.ts';
import {type Loopback, listen} from '../helpers/loopback.ts';
import {has, type Judge, judging, oneFault, pathOf, type Refusing, type ServerOptions} from '../helpers/one-fault.ts';
import {type Opened, type Row, refuses} from '../helpers/refuses.ts';
import {listenTls} from '../helpers/tls.ts';

// Tests have to be declared at once.
const authority = await createAuthority('ws-doctor test root');
const flags = {ca: authority.cert};

const row = (title: string, code: string | null, open: Row['open'], more: Partial<Row> = {}) => test(refuses, {title, code, open, ...more});

const at = (server: Loopback, scheme: 'ws' | 'wss' = 'ws', path = '/ws', host = '127.0.0.1'): Opened => ({
	url: `${scheme}://${host}:${server.port}${path}`,
	close: server.close,
});

/** A server that is asked directly. */
const server = (judge?: Judge, options?: ServerOptions) => async () => at(await oneFault(judge, options));

const always = (answer: Refusing | 'close' | 'reset' | 'silence' | 'bad-accept') => server(() => answer);

// TCP and names.
row('nothing listens', 'reach/refused', async () => {
	const port = await refusingPort();
	return {url: `ws://${port.address}/ws`, close: port.close};
});
row('a name that nobody knows', 'reach/name-not-resolved', async () => ({url: 'ws://does-not-exist.invalid/ws', close: async () => {}}));

// An answer that names its cause.
const statuses: ReadonlyArray<readonly [Refusing, string | null]> = [
	[{status: 401, headers: {'WWW-Authenticate': 'Basic realm="a"'}}, 'upgrade/auth-required'],
	[{status: 407}, 'upgrade/auth-required'],
	[{status: 429}, 'upgrade/rate-limited'],
	[{status: 426, headers: {'Sec-WebSocket-Version': '8'}}, 'upgrade/version-rejected'],
	[{status: 301, headers: {Location: 'https://app.example/ws'}}, 'upgrade/redirected'],
	[{status: 308, headers: {Location: '/ws/'}}, 'upgrade/redirected'],
	[{status: 403, headers: {'CF-Mitigated': 'challenge'}}, 'upgrade/blocked'],
	[{status: 403, headers: {'X-Amzn-Waf-Action': 'captcha'}}, 'upgrade/blocked'],
	[{status: 502}, 'upgrade/bad-gateway'],
	[{status: 504}, 'upgrade/backend-slow'],
	[{status: 403, headers: {Server: 'envoy'}}, 'upgrade/websockets-off'],
	// And those that do not.
	[{status: 200, body: '<h1>Welcome</h1>'}, null],
	[{status: 400}, null],
	[{status: 403}, null],
	[{status: 404}, null],
	[{status: 500}, null],
	[{status: 503}, null],
];
for (const [answer, code] of statuses) row(`${answer.status} ${Object.keys(answer.headers ?? {})}`, code, always(answer));
row('a hop that says that it is switched off', 'upgrade/websockets-off', async () => ({
	...at(await oneFault(() => ({status: 400, body: 'WebSockets are not enabled for this app.'}))),
	path: ['azure-appservice'],
}));
row('a wrong accept', 'upgrade/accept-mismatch', always('bad-accept'));
row('closed before any answer', 'upgrade/closed-early', always('close'));
row('reset before any answer', 'upgrade/closed-early', always('reset'));
row('never answered', 'upgrade/no-response', always('silence'));

// A changed handshake decides.
const when = (refused: (request: Parameters<Judge>[0]) => boolean, answer: Refusing) => server(request => (refused(request) ? answer : undefined));
row(
	'an origin of its own is wanted',
	'upgrade/origin-rejected',
	when(request => !has(request, 'origin', /^http:\/\/127/), {status: 403}),
	{
		suspects: ['upgrade/origin-rejected', 'upgrade/auth-required'],
	},
);
row(
	'a foreign origin is refused',
	'upgrade/origin-rejected',
	when(request => has(request, 'origin', /evil/), {status: 403}),
	{
		flags: {origin: 'https://evil.example'},
		suspects: ['upgrade/origin-rejected', 'upgrade/auth-required'],
	},
);
row(
	'an origin check that hides behind 404',
	'upgrade/origin-rejected',
	when(request => !has(request, 'origin'), {status: 404}),
	{
		suspects: ['upgrade/origin-rejected', 'upgrade/not-an-endpoint'],
	},
);
row(
	'a stale cookie is refused',
	'upgrade/auth-required',
	when(request => has(request, 'cookie'), {status: 403}),
	{
		flags: {cookie: 'session=stale-and-old'},
		suspects: ['upgrade/auth-required', 'upgrade/origin-rejected'],
	},
);
row(
	'a cookie that is too long',
	'upgrade/client-handshake',
	when(request => has(request, 'cookie', /.{2000}/), {status: 431}),
	{
		flags: {cookie: `session=${'a'.repeat(3000)}`},
	},
);
row(
	'a header that is forbidden',
	'upgrade/client-handshake',
	when(request => has(request, 'x-own'), {status: 400}),
	{
		flags: {headers: [['X-Own', 'anything at all']]},
		suspects: ['upgrade/client-handshake', 'upgrade/subprotocol-rejected'],
	},
);
row(
	'a subprotocol is wanted',
	'upgrade/subprotocol-rejected',
	when(request => !has(request, 'sec-websocket-protocol', /graphql-transport-ws/), {status: 400}),
	{
		suspects: ['upgrade/subprotocol-rejected', 'upgrade/client-handshake'],
		says: /graphql-transport-ws/,
	},
);
row(
	'an unknown subprotocol is refused',
	'upgrade/subprotocol-rejected',
	when(request => has(request, 'sec-websocket-protocol', /^own$/), {status: 400}),
	{
		flags: {subprotocol: 'own'},
		suspects: ['upgrade/subprotocol-rejected', 'upgrade/origin-rejected'],
	},
);
row(
	'the slash at the end is missing',
	'upgrade/not-an-endpoint',
	when(request => pathOf(request) !== '/ws/', {status: 404, headers: {'X-Powered-By': 'Express'}}),
	{
		certainty: 'likely',
		suspects: ['upgrade/not-an-endpoint', 'upgrade/origin-rejected'],
	},
);
row('a PROXY protocol header is wanted', 'upgrade/proxy-protocol-mismatch', server(undefined, {expectsProxy: 1}), {
	suspects: ['upgrade/proxy-protocol-mismatch', 'reach/tls-mismatch'],
	vaguely: ['upgrade/closed-early'],
});
row('a PROXY protocol header of version 2 is wanted', 'upgrade/proxy-protocol-mismatch', server(undefined, {expectsProxy: 2}), {
	suspects: ['upgrade/proxy-protocol-mismatch', 'reach/tls-mismatch'],
	vaguely: ['upgrade/closed-early'],
});

// Faults that come and go: what a changed handshake seems to lift is luck.
row(
	'every second handshake gets 403',
	null,
	server((_request, count) => (count % 2 === 0 ? {status: 403} : undefined)),
	{
		// Had nobody tried again, it would look like this.
		vaguely: ['upgrade/origin-rejected'],
	},
);
row(
	'every second handshake gets 502',
	'upgrade/bad-gateway',
	server((_request, count) => (count % 2 === 0 ? {status: 502} : undefined)),
	{says: /3 of 5 handshakes fail/},
);
row(
	'the third handshake gets 429',
	'upgrade/rate-limited',
	server((_request, count) => (count >= 2 ? {status: 429} : undefined)),
	{says: /8 of 10/},
);
row(
	'every fourth handshake is reset',
	'upgrade/closed-early',
	server((_request, count) => (count % 4 === 3 ? 'reset' : undefined)),
	{says: /2 of 10/},
);
row('always 101', null, server());

// TLS.
const serve = judging();

const secured =
	(pair: () => Promise<Pair>, options: TlsOptions = {}, scheme: 'ws' | 'wss' = 'wss') =>
	async (): Promise<Opened> => {
		const {key, cert} = await pair();
		return at(await listenTls(socket => void serve(socket), {key, cert, ...options}), scheme, '/ws', 'localhost');
	};

const issued = (wanted: {name?: string; from?: number; to?: number}) => async () => authority.issue({name: 'localhost', ...wanted});
const tls = (
	title: string,
	code: string | null,
	pair: () => Promise<Pair>,
	says?: RegExp,
	more: Partial<Row> = {},
	options?: TlsOptions,
	scheme?: 'ws' | 'wss',
) => row(title, code, secured(pair, options, scheme), {flags, ...(says && {says}), ...more});

tls('a certificate that has expired', 'reach/tls-certificate', issued({from: -30, to: -2}), /for localhost expired on \d{4}-\d\d-\d\d/);
tls('a certificate of tomorrow', 'reach/tls-certificate', issued({from: 2, to: 60}), /not valid before/);
tls('a certificate for another name', 'reach/tls-certificate', issued({name: 'other.example'}), /for other\.example, and not for localhost/);
tls('a certificate that vouches for itself', 'reach/tls-certificate', () => selfSigned({name: 'localhost'}), /self-signed/);
tls('a certificate without its issuer', 'reach/tls-certificate', issued({}), /certificate of ws-doctor test root|test root/, {flags: {}});
tls(
	'a certificate with an issuer whom nobody trusts',
	'reach/tls-certificate',
	async () => {
		const {key, cert} = await authority.issue({name: 'localhost'});
		return {key, cert: `${cert}${authority.cert}`};
	},
	/nobody here trusts/,
	{flags: {}},
);
tls('a good certificate', null, issued({}));
tls('a certificate that ends soon is a note', null, issued({to: 5}));
tls(
	'plain text to a port with TLS',
	'reach/tls-mismatch',
	issued({}),
	/wss:\/\//,
	{suspects: ['reach/tls-mismatch', 'upgrade/proxy-protocol-mismatch'], vaguely: ['upgrade/closed-early']},
	{},
	'ws',
);
tls(
	'no version of TLS in common',
	'reach/tls-mismatch',
	issued({}),
	/version/,
	{},
	{maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0'},
);
tls('no cipher in common', 'reach/tls-mismatch', issued({}), /cipher/, {}, {maxVersion: 'TLSv1.2', ciphers: 'PSK-AES128-CBC-SHA256:@SECLEVEL=0'});
const badRequest = (socket: Socket) => void socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'));
row('TLS to a port in plain text', 'reach/tls-mismatch', async () => at(await listen(badRequest), 'wss'), {says: /plain text/});
row('TLS to a port that closes', 'reach/tls-mismatch', async () => at(await oneFault(() => 'close', {expectsProxy: 2}), 'wss'));
