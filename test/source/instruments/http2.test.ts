import {createSecureServer, createServer, type IncomingHttpHeaders, type ServerHttp2Stream} from 'node:http2';
import type {Socket} from 'node:net';
import test from 'ava';
import {createInstruments, type InstrumentOptions} from '../../../source/instruments/index.ts';
import type {Upgrade, Variant} from '../../../source/model.ts';
import {selfSigned} from '../../helpers/certificates.ts';
import {testHaproxy} from '../../helpers/haproxy.ts';
import {type Loopback, listen} from '../../helpers/loopback.ts';
import {ownHaproxy} from '../../helpers/own-haproxy.ts';
import {testWith} from '../../helpers/programs.ts';
import {tinyBackend} from '../../helpers/tiny-backend.ts';
import {listenTls} from '../../helpers/tls.ts';

const never = new AbortController().signal;
const options: InstrumentOptions = {insecure: true, responseTimeout: 2000, cookie: 'SID=secret-cookie-1', origin: 'https://example.net', subprotocol: 'chat'};
const ask = (url: string, connectTo: string, variant: Variant = {}, more: InstrumentOptions = {}) =>
	createInstruments({...options, ...more}).upgradeOverHttp2({url, connectTo, variant}, never);
const overH2c = (address: string) => ask(`ws://doctor.test/ws?token=hidden`, address, {http2: 'prior-knowledge'});

type Serve = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

/** An HTTP/2 server that a test owns, by prior knowledge. */
const h2c = async (serve: Serve, settings = {enableConnectProtocol: true}): Promise<Loopback> => {
	const server = createServer({settings});
	server.on('stream', (stream, headers) => {
		stream.on('error', () => {});
		serve(stream, headers);
	});
	server.on('session', session => session.on('error', () => {}));
	return listen(() => {}, server as never);
};

const rows: Readonly<Record<string, {serve: Serve; expected: Partial<Upgrade>; settings?: {enableConnectProtocol: boolean}}>> = {
	'accepts it': {
		serve: stream => stream.respond({':status': 200, 'set-cookie': ['ROUTE=w1; Path=/; Secure', 'B=2'], server: 'small'}),
		expected: {
			status: 200,
			headers: {server: 'small', 'set-cookie': 'ROUTE=[redacted]; Path=/; Secure, B=[redacted]'},
			cookies: [{name: 'ROUTE', secure: true, path: '/'}, {name: 'B'}],
		},
	},
	'refuses it with a body': {
		serve: stream => {
			stream.respond({':status': 403, 'x-echo': 'secret-cookie-1'});
			stream.end('<h1>No</h1>\u001B[2J');
		},
		expected: {status: 403, headers: {'x-echo': '[redacted]'}, bodyStart: '<h1>No</h1>·[2J'},
	},
	'does not announce extended CONNECT': {
		serve: () => {},
		settings: {enableConnectProtocol: false},
		expected: {http2: {chosen: true, extendedConnect: false}, detail: 'SETTINGS_ENABLE_CONNECT_PROTOCOL is not announced'},
	},
	'resets the stream': {serve: stream => stream.close(1), expected: {outcome: 'reset', detail: 'RST_STREAM PROTOCOL_ERROR before any response'}},
	'says nothing': {serve: () => {}, expected: {outcome: 'no-response', detail: 'no response in time'}},
	'goes away': {serve: stream => stream.session?.destroy(undefined, 11), expected: {outcome: 'closed'}},
};

for (const [title, {serve, expected, settings}] of Object.entries(rows)) {
	test(`HTTP/2: a server that ${title}`, async t => {
		let seen: IncomingHttpHeaders = {};
		const server = await h2c((stream, headers) => {
			seen = headers;
			serve(stream, headers);
		}, settings);
		t.teardown(server.close);
		const found = await overH2c(server.address);
		t.like(found, {http2: {chosen: true, extendedConnect: true}, ...expected});
		t.false(JSON.stringify(found).includes('secret-cookie'));
		if (settings) return t.deepEqual(seen, {});
		t.like(seen, {
			':method': 'CONNECT',
			':protocol': 'websocket',
			':scheme': 'http',
			':authority': 'doctor.test',
			':path': '/ws?token=hidden',
			'sec-websocket-version': '13',
			'sec-websocket-protocol': 'chat',
			origin: 'https://example.net',
			cookie: 'SID=secret-cookie-1',
		});
		t.deepEqual(
			Object.keys(seen).filter(name => /^(?:host|upgrade|connection|sec-websocket-key)$/.test(name)),
			[],
		);
	});
}

const settingsFrame = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);
const noise = Buffer.from(Array.from({length: 300}, (_, index) => (index * 167 + 13) % 256));
const repeat = (bytes: Buffer) => (socket: Socket) => {
	const timer = setInterval(() => socket.write(bytes), 1);
	socket.on('close', () => clearInterval(timer));
};

const hostile: Readonly<Record<string, {serve: (socket: Socket) => void; outcome: Upgrade['outcome']}>> = {
	'says nothing': {serve: () => {}, outcome: 'no-response'},
	'closes at once': {serve: socket => socket.end(), outcome: 'closed'},
	resets: {serve: socket => void socket.once('data', () => socket.resetAndDestroy()), outcome: 'reset'},
	'answers in HTTP/1.1': {serve: socket => void socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')), outcome: 'garbage'},
	'sends noise': {serve: socket => void socket.write(noise), outcome: 'garbage'},
	'sends noise without end': {serve: repeat(noise), outcome: 'garbage'},
	'sends a frame without end': {
		serve: socket => void socket.write(Buffer.concat([settingsFrame, Buffer.from([0xff, 0xff, 0xff, 1, 4, 0, 0, 0, 1])])),
		outcome: undefined,
	},
	'sends PING without end': {
		serve: repeat(Buffer.concat([settingsFrame, ...Array<Buffer>(500).fill(Buffer.from([0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]))])),
		outcome: undefined,
	},
	'sends SETTINGS one byte at a time': {
		serve: socket => {
			let at = 0;
			const timer = setInterval(() => socket.write(settingsFrame.subarray(at, ++at)), 1000);
			socket.on('close', () => clearInterval(timer));
		},
		outcome: 'no-response',
	},
};

for (const [title, {serve, outcome}] of Object.entries(hostile)) {
	test(`HTTP/2: hostile: a server that ${title}`, async t => {
		const server = await listen(serve);
		t.teardown(server.close);
		const found = await overH2c(server.address);
		t.is(found.outcome, outcome, found.detail);
		t.is(found.http2?.chosen, true);
		t.notRegex(JSON.stringify(found), /\\u00/);
	});
}

test('HTTP/2: plain ws has no ALPN, and nothing is opened for it', async t => {
	const server = await tinyBackend();
	t.teardown(server.close);
	t.deepEqual(await ask('ws://doctor.test/', server.address), {http2: {chosen: false}, detail: 'plain ws has no ALPN that could choose HTTP/2'});
	t.is(server.sockets.size, 0);
});

testWith('openssl', 'HTTP/2: where ALPN chooses another protocol, or nothing, no request is sent', async t => {
	for (const [ALPNProtocols, said] of [
		[['http/1.1'], 'http/1.1'],
		[undefined, 'nothing'],
	] as const) {
		let asked = false;
		const server = await listenTls(socket => void socket.once('data', () => (asked = true)), {...(ALPNProtocols && {ALPNProtocols: [...ALPNProtocols]})});
		const found = await ask('wss://doctor.test/', server.address);
		t.like(found, {http2: {chosen: false}, detail: `ALPN chose ${said}`, tls: {verified: false}});
		t.is(found.status ?? found.outcome, undefined);
		t.regex(found.command ?? '', /^openssl s_client -alpn h2,http\/1\.1 -servername doctor\.test -connect 127\.0\.0\.1:\d+$/);
		t.false(asked);
		await server.close();
	}
});

testWith('openssl', 'HTTP/2: a certificate that does not verify ends it before any request', async t => {
	const server = createSecureServer({...(await selfSigned({name: 'doctor.test'})), settings: {enableConnectProtocol: true}});
	const {address, close} = await listen(() => {}, server as never);
	t.teardown(close);
	t.like(await ask('wss://doctor.test/', address, {}, {insecure: false}), {outcome: 'tls', tls: {fault: 'self-signed'}});
});

test('HTTP/2: an abort rejects with its reason', async t => {
	const server = await listen(() => {});
	t.teardown(server.close);
	const controller = new AbortController();
	setTimeout(() => controller.abort(new Error('the operator left')), 100);
	const {upgradeOverHttp2} = createInstruments(options);
	const target = {url: `ws://${server.address}/`, variant: {http2: 'prior-knowledge'}} as const;
	await t.throwsAsync(upgradeOverHttp2(target, controller.signal), {message: 'the operator left'});
});

const proxying =
	(backend: number, client: string, more = '') =>
	(port: number, pem: string) =>
		`global
	${more}
defaults
	mode http
	timeout connect 2s
	timeout client ${client}
	timeout server 20s
frontend public
	bind 127.0.0.1:${port} ssl crt ${pem} alpn h2,http/1.1
	default_backend websocket
backend websocket
	server ws1 127.0.0.1:${backend}
`;

testHaproxy('HTTP/2: through HAProxy: a handshake, and the silence that its timer ends, as over HTTP/1.1', async t => {
	const backend = await tinyBackend();
	const haproxy = await ownHaproxy(proxying(backend.port, '1200ms'), await selfSigned({name: 'doctor.test'}));
	t.teardown(async () => {
		await haproxy.close();
		await backend.close();
	});
	const found = await ask('wss://doctor.test/ws', haproxy.address);
	t.like(found, {status: 200, http2: {chosen: true, extendedConnect: true}, tls: {alpn: 'h2', version: 'TLSv1.3'}}, found.detail);
	const {watch} = createInstruments(options);
	const target = {url: 'wss://doctor.test/ws', connectTo: haproxy.address};
	const watched = (place: string, variant: Variant) =>
		watch({place, target: {...target, variant}, traffic: 'silent', limit: 3000, clocks: [], alone: true}, never, () => {});
	const [one, two] = await Promise.all([watched('one', {}), watched('two', {http2: 'alpn'})]);
	for (const idle of [one, two]) {
		if (idle.outcome !== 'closed' || typeof idle.afterMs !== 'number') return t.fail();
		t.true(Math.abs(idle.afterMs - 1200) < 150, String(idle.afterMs));
	}

	t.is(one.outcome === 'closed' && one.ending, 'fin');
	t.is(two.outcome === 'closed' && two.ending, 'fin');
});

testHaproxy('HTTP/2: a HAProxy that does not announce extended CONNECT', async t => {
	const backend = await tinyBackend();
	const haproxy = await ownHaproxy(proxying(backend.port, '5s', 'h2-workaround-bogus-websocket-clients'), await selfSigned({name: 'doctor.test'}));
	t.teardown(async () => {
		await haproxy.close();
		await backend.close();
	});
	t.like(await ask('wss://doctor.test/ws', haproxy.address), {http2: {chosen: true, extendedConnect: false}});
});
