import type {Socket} from 'node:net';
import test from 'ava';
import {classifyAnswer} from '../../../source/instruments/answer.ts';
import {createInstruments, type InstrumentOptions} from '../../../source/instruments/index.ts';
import {classifyTlsError} from '../../../source/instruments/secure.ts';
import type {Target, Upgrade} from '../../../source/model.ts';
import {freePort, listen} from '../../helpers/loopback.ts';
import {patiently} from '../../helpers/patiently.ts';
import {testWith} from '../../helpers/programs.ts';
import {serveWebSocket, tinyBackend} from '../../helpers/tiny-backend.ts';
import {listenTls} from '../../helpers/tls.ts';

const never = new AbortController().signal;
const run = (target: Target, options: InstrumentOptions = {}) => createInstruments({responseTimeout: 700, ...options}).upgrade(target, never);

const afterRequest =
	(answer: (socket: Socket, request: string) => void) =>
	(socket: Socket): void => {
		socket.once('data', request => answer(socket, request.toString()));
	};

const says = (text: string) => afterRequest(socket => socket.end(text));

const table: Record<string, {serve: (socket: Socket) => void; expected: Partial<Upgrade>; bodyStart?: RegExp}> = {
	'101': {serve: serveWebSocket(), expected: {status: 101, reason: 'Switching Protocols', acceptValid: true}},
	'101 with a wrong accept value': {
		serve: says('HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: abc\r\n\r\n'),
		expected: {status: 101, acceptValid: false},
	},
	'101 without one': {serve: says('HTTP/1.1 101 OK\r\n\r\n'), expected: {status: 101, acceptValid: false}},
	'101 after 103': {serve: says('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 101 OK\r\n\r\n'), expected: {status: 101}},
	'200 with a body': {
		serve: says('HTTP/1.1 200 OK\r\nSet-Cookie: ROUTE=w1; Path=/\r\nSet-Cookie: B=2\r\n\r\n<h1>Hi</h1>'),
		expected: {status: 200, headers: {'set-cookie': 'ROUTE=[redacted]; Path=/, B=[redacted]'}, bodyStart: '<h1>Hi</h1>'},
	},
	'200 in chunks, kept open': {
		serve: afterRequest(socket => void socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n')),
		expected: {status: 200},
		bodyStart: /^hello/,
	},
	'301': {serve: says('HTTP/1.1 301 Moved\r\nLocation: https://example.net/\r\n\r\n'), expected: {status: 301, headers: {location: 'https://example.net/'}}},
	'a long body': {serve: says(`HTTP/1.1 404 Not Found\r\n\r\n${'x'.repeat(100_000)}`), expected: {status: 404, bodyStart: 'x'.repeat(512)}},
	garbage: {serve: says('220 mail.example.net ESMTP\r\n'), expected: {outcome: 'garbage', bodyStart: '220 mail.example.net ESMTP··'}},
	'a megabyte of headers': {
		serve: says(`HTTP/1.1 101 OK\r\n${`X-Junk: ${'j'.repeat(1000)}\r\n`.repeat(1000)}\r\n`),
		expected: {outcome: 'garbage', detail: 'no end of the response head within 65536 bytes'},
	},
	'control characters': {
		serve: says('HTTP/1.1 403 \u001B[2JNo\r\nServer: \u001B]0;owned\u0007\r\n\r\n\u001B[31mred'),
		expected: {status: 403, reason: '·[2JNo', headers: {server: '·]0;owned·'}, bodyStart: '·[31mred'},
	},
	'an echo of the credentials': {
		serve: afterRequest((socket, request) => socket.end(`HTTP/1.1 400 Bad\r\nX-Echo: ${/secret-cookie-\d+/.exec(request)?.[0]}\r\n\r\n`)),
		expected: {status: 400, headers: {'x-echo': '[redacted]'}},
	},
	nothing: {serve: () => {}, expected: {outcome: 'no-response'}},
	'half a head, then nothing': {
		serve: afterRequest(socket => void socket.write('HTTP/1.1 101 OK\r\nA:')),
		expected: {outcome: 'garbage', detail: 'the response head did not end in time'},
	},
	FIN: {serve: afterRequest(socket => socket.end()), expected: {outcome: 'closed', detail: 'FIN before any response'}},
	'FIN in the head': {serve: says('HTTP/1.1 101 O'), expected: {outcome: 'closed', detail: 'FIN in the middle of the response head'}},
	RST: {serve: afterRequest(socket => void socket.resetAndDestroy()), expected: {outcome: 'reset', detail: 'RST before any response'}},
};

for (const [title, {serve, expected, bodyStart}] of Object.entries(table)) {
	test(`upgrade: ${title}`, async t => {
		const server = await listen(serve);
		t.teardown(server.close);
		const found = await run({url: `ws://example.test/ws`, connectTo: server.address}, {cookie: 'SID=secret-cookie-1'});
		t.like(found, expected);
		if (bodyStart !== undefined) t.regex(found.bodyStart ?? '', bodyStart);
		t.is(found.address, '127.0.0.1');
		t.regex(found.command ?? '', /^printf 'GET \/ws HTTP\/1\.1\\r\\nHost: example\.test\\r\\n.*Cookie: ….*' \| nc 127\.0\.0\.1 \d+$/);
		t.false(JSON.stringify(found).includes('secret-cookie'));
	});
}

const patient: Readonly<Record<string, string>> = {
	'without a body': 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n',
	'with one of known length': 'HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno',
	'in chunks that end': 'HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n',
};

for (const [title, text] of Object.entries(patient)) {
	test(`an answer ${title} is not waited for any longer, though its connection stays open`, async t => {
		const server = await listen(afterRequest(socket => void socket.write(text)));
		t.teardown(server.close);
		const {ms} = await patiently(
			async () => {
				const started = performance.now();
				t.like(await run({url: `ws://${server.address}/`}), {status: 403});
				return {ms: performance.now() - started};
			},
			({ms}) => ms < 400,
		);
		t.true(ms < 400, String(ms));
	});
}

test('a refused port, a name that cannot be, and a hostile host', async t => {
	const port = await freePort();
	t.like(await run({url: `ws://127.0.0.1:${port}/`}), {outcome: 'refused', detail: 'ECONNREFUSED'});
	t.like(await run({url: 'ws://example.net/', connectTo: 'a..b:80'}), {outcome: 'not-resolved', detail: 'ENOTFOUND'});
	const hostile = await run({url: 'ws://example.net/', connectTo: '-e/bin/sh:80'});
	t.is(hostile.outcome, 'not-resolved');
	t.is(hostile.command, undefined);
});

test('a 101 is closed politely, with a masked Close frame', async t => {
	const frames: string[] = [];
	const server = await tinyBackend({frame: (opcode, payload) => frames.push(`${opcode} ${payload.readUInt16BE(0)}`)});
	t.teardown(server.close);
	t.like(await run({url: `ws://${server.address}/`}), {status: 101});
	t.deepEqual(frames, ['8 1000']);
});

test('an abort rejects with its reason, in each phase', async t => {
	const server = await listen(() => {});
	t.teardown(server.close);
	const aborted = AbortSignal.abort('at once');
	const instruments = createInstruments();
	await t.throwsAsync(
		instruments.upgrade({url: `ws://${server.address}/`}, aborted).catch(error => Promise.reject(new Error(String(error)))),
		{message: 'at once'},
	);
	const controller = new AbortController();
	setTimeout(() => controller.abort('later'), 100);
	await t.throwsAsync(
		instruments.upgrade({url: `ws://${server.address}/`}, controller.signal).catch(error => Promise.reject(new Error(String(error)))),
		{message: 'later'},
	);
});

test('a malformed header is refused without being shown', t => {
	t.throws(() => createInstruments({headers: [['X', 'secret\r\nY: z']]}), {message: "a header is malformed: expected 'Name: value' in one line"});
	t.throws(() => createInstruments({cookie: 'a\nb'}), {message: /one line each/});
});

test('what an answer means that never became one', t => {
	const start = Buffer.alloc(0);
	t.deepEqual(classifyAnswer({parsed: {state: 'more'}, start, end: {ending: 'silent', detail: 'ETIMEDOUT'}}, ''), {
		outcome: 'closed',
		detail: 'ETIMEDOUT before any response',
	});
	t.is(classifyTlsError('ERR_SSL_WRONG_VERSION_NUMBER', ''), 'ERR_SSL_WRONG_VERSION_NUMBER: the answer is not TLS: this port speaks something else');
});

testWith('openssl', 'TLS: an untrusted certificate is named, and `insecure` goes on', async t => {
	const server = await listenTls(serveWebSocket());
	t.teardown(server.close);
	const target = {url: 'wss://doctor.test/ws', connectTo: server.address};
	const refused = await run(target);
	t.is(refused.outcome, 'tls');
	t.regex(
		refused.detail ?? '',
		/^DEPTH_ZERO_SELF_SIGNED_CERT: asked for doctor\.test, got a certificate for DNS:doctor\.test, valid from .* to .*, issued by doctor\.test$/,
	);
	const found = await run(target, {insecure: true});
	t.like(found, {status: 101, acceptValid: true});
	t.regex(found.command ?? '', /\| openssl s_client -quiet -servername doctor\.test -connect 127\.0\.0\.1:\d+$/);
	t.true((found.timings?.tls ?? 0) > 0);
	const plain = await run({...target, scheme: 'ws'});
	t.true(['garbage', 'closed', 'reset'].includes(plain.outcome ?? ''));
});

test('TLS: a port that speaks plain HTTP, and one that hangs up', async t => {
	const server = await listen(says('HTTP/1.1 400 Bad Request\r\n\r\n'));
	t.teardown(server.close);
	t.like(await run({url: 'wss://doctor.test/', connectTo: server.address}), {
		outcome: 'tls',
		detail: 'ERR_SSL_WRONG_VERSION_NUMBER: the answer is not TLS: this port speaks something else',
	});
	const closing = await listen(socket => socket.end());
	t.teardown(closing.close);
	t.like(await run({url: 'wss://doctor.test/', connectTo: closing.address}), {
		outcome: 'tls',
		detail: 'ECONNRESET: the connection ended during the TLS handshake',
	});
});
