import test from 'ava';
import fc from 'fast-check';
import {bodyText, classifyAnswer} from '../../../source/instruments/answer.ts';
import {upgradeCommand} from '../../../source/instruments/command.ts';
import {parseSetCookie} from '../../../source/instruments/cookies.ts';
import {endpointOf} from '../../../source/instruments/endpoint.ts';
import {acceptFor, createHeadParser, type Parsed} from '../../../source/instruments/handshake.ts';
import {buildRequest} from '../../../source/instruments/request.ts';
import {redactQuery, redactResponseHeader, scrub, secretsOf} from '../../../source/instruments/secrets.ts';

const parse = (chunks: readonly Buffer[]): Parsed => {
	const feed = createHeadParser();
	return chunks.reduce<Parsed>((_, chunk) => feed(chunk), {state: 'more'});
};

const sliced = (bytes: Buffer, size: number): Buffer[] =>
	Array.from({length: Math.ceil(bytes.length / size)}, (_, index) => bytes.subarray(index * size, (index + 1) * size));
const withoutRest = (parsed: Parsed) => (parsed.state === 'head' ? parsed.head : parsed);

test('the accept value of RFC 6455 §1.3', t => {
	t.is(acceptFor('dGhlIHNhbXBsZSBub25jZQ=='), 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
});

const endpoints: Record<string, {target: Parameters<typeof endpointOf>[0]; expected: Partial<ReturnType<typeof endpointOf>>}> = {
	'a default port is not in Host': {
		target: {url: 'ws://example.net:80/ws?a=1'},
		expected: {host: 'example.net', port: 80, hostHeader: 'example.net', path: '/ws?a=1', secure: false},
	},
	'any other port is': {target: {url: 'wss://example.net:8443/'}, expected: {port: 8443, hostHeader: 'example.net:8443', secure: true, name: 'example.net'}},
	'another place keeps Host and name': {
		target: {url: 'wss://example.net/ws', connectTo: '127.0.0.1:9000', scheme: 'ws'},
		expected: {host: '127.0.0.1', port: 9000, hostHeader: 'example.net', name: 'example.net', secure: false},
	},
	'an IPv6 place': {target: {url: 'ws://[::1]:81/', connectTo: '[::2]:9000'}, expected: {host: '::2', port: 9000, hostHeader: '[::1]:81', name: '::1'}},
	'a bare IPv6 place': {target: {url: 'wss://example.net/', connectTo: '::1'}, expected: {host: '::1', port: 443}},
};

for (const [title, {target, expected}] of Object.entries(endpoints)) {
	test(`endpoint: ${title}`, t => t.like(endpointOf(target), expected));
}

test('the request has what RFC 6455 §4.1 wants, and credentials are shown nowhere', t => {
	const credentials = {
		headers: [
			['Authorization', 'Bearer very-secret-token'],
			['X-Forwarded-For', '192.0.2.1'],
			['Host', 'other.test'],
		] as const,
		cookie: 'SID=abcdef123456',
		origin: 'https://example.net',
		subprotocol: 'chat',
	};
	const {bytes, shown, key} = buildRequest(endpointOf({url: 'ws://example.net:8080/ws?token=hidden123&room=1'}), 'dGhlIHNhbXBsZSBub25jZQ==', credentials);
	t.is(
		bytes.toString(),
		[
			'GET /ws?token=hidden123&room=1 HTTP/1.1',
			'Upgrade: websocket',
			'Connection: Upgrade',
			'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
			'Sec-WebSocket-Version: 13',
			'User-Agent: ws-doctor',
			'Origin: https://example.net',
			'Sec-WebSocket-Protocol: chat',
			'Cookie: SID=abcdef123456',
			'Authorization: Bearer very-secret-token',
			'X-Forwarded-For: 192.0.2.1',
			'Host: other.test',
			'',
			'',
		].join('\r\n'),
	);
	t.is(key, 'dGhlIHNhbXBsZSBub25jZQ==');
	t.true(shown.includes('Cookie: …') && shown.includes('Authorization: …') && shown.includes('192.0.2.1') && shown.includes('token=[redacted]&room=1'));
	for (const secret of ['abcdef123456', 'very-secret-token', 'hidden123']) t.false(shown.includes(secret));
});

test('secrets that a server echoes are taken out again', t => {
	const secrets = secretsOf({headers: [['Authorization', 'Bearer very-secret-token']], cookie: 'a=1; SID=abcdef123456'}, 'user:pass-word');
	t.deepEqual(scrub({body: ['you sent very-secret-token and abcdef123456', 1, null], more: {text: 'pass-word'}}, secrets), {
		body: ['you sent [redacted] and [redacted]', 1, null],
		more: {text: '[redacted]'},
	});
	t.is(redactResponseHeader('set-cookie', 'ROUTE=w1; Path=/'), 'ROUTE=[redacted]; Path=/');
	t.is(redactResponseHeader('x-api-key', 'abc'), '[redacted]');
	t.is(redactResponseHeader('server', '\u001B[31mnginx'), '·[31mnginx');
	t.is(redactQuery('/login?access_token=abc#x'), '/login?access_token=[redacted]#x');
});

test('the commands are quoted for a shell and for printf', t => {
	const endpoint = endpointOf({url: "ws://example.net:8080/a'b%20c"});
	t.is(upgradeCommand(endpoint, "GET /a'b%20c\\\r\n"), `printf 'GET /a'\\''b%%20c\\\\\\r\\n' | nc example.net 8080`);
	t.is(
		upgradeCommand(endpointOf({url: 'wss://example.net/', connectTo: '[::1]:9'}), 'x'),
		`printf 'x' | openssl s_client -quiet -servername example.net -connect '[::1]:9'`,
	);
	t.is(upgradeCommand(endpointOf({url: 'ws://example.net/', connectTo: '-e/bin/sh:80'}), 'x'), undefined);
});

const responses: Record<string, {text: string; expected: unknown}> = {
	'headers in lower case, repeated ones joined': {
		text: 'HTTP/1.1 200 OK\r\nVary: a\r\nVARY: b\r\nBad line\r\n\r\nbody',
		expected: {status: 200, reason: 'OK', headers: {vary: 'a, b'}},
	},
	'bare line feeds, no reason': {text: 'HTTP/1.0 404\nA: b\n\n', expected: {status: 404, reason: '', headers: {a: 'b'}}},
	'a folded line': {text: 'HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n', expected: {status: 200, reason: 'OK', headers: {a: 'b c'}}},
	'interim responses are skipped': {
		text: 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 101 Switching Protocols\r\n\r\n',
		expected: {status: 101, reason: 'Switching Protocols', headers: {}},
	},
	'a name that is a trap': {
		text: 'HTTP/1.1 200 OK\r\n__proto__: x\r\n\r\n',
		expected: {status: 200, reason: 'OK', headers: Object.fromEntries([['__proto__', 'x']])},
	},
	'an SSH banner': {text: 'SSH-2.0-OpenSSH_9.2\r\n', expected: {state: 'garbage', detail: 'the answer does not begin with "HTTP/1."'}},
	'a TLS alert': {text: '\u0015\u0003\u0001', expected: {state: 'garbage', detail: 'the answer is a TLS alert: this port speaks TLS'}},
	'no status': {text: 'HTTP/1.1 abc\r\n\r\n', expected: {state: 'garbage', detail: 'the first line is not a status line of HTTP/1.1'}},
	'too many lines': {text: `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(201)}\r\n`, expected: {state: 'garbage', detail: 'more than 200 header lines'}},
	'too many bytes': {
		text: `HTTP/1.1 200 OK\r\na: ${'b'.repeat(70_000)}\r\n\r\n`,
		expected: {state: 'garbage', detail: 'no end of the response head within 65536 bytes'},
	},
	'not all of it': {text: 'HTTP/1.1 200 OK\r\nA: b\r\n', expected: {state: 'more'}},
};

for (const [title, {text, expected}] of Object.entries(responses)) {
	test(`response: ${title}`, t => {
		const bytes = Buffer.from(text, 'latin1');
		for (const size of [bytes.length, 1000, 7, ...(bytes.length < 1000 ? [1] : [])]) t.deepEqual(withoutRest(parse(sliced(bytes, size))), expected as never);
	});
}

const line = fc.oneof(
	fc.string({maxLength: 20}),
	fc.string({unit: 'binary', maxLength: 20}),
	fc.constantFrom(
		'HTTP/1.1 101 Switching Protocols',
		'HTTP/1.1 100 Continue',
		'A: b',
		'Set-Cookie: a=b; Path=/',
		'Transfer-Encoding: chunked',
		'',
		' folded',
		'\tfolded',
	),
);
const text = fc.tuple(fc.array(line, {maxLength: 12}), fc.constantFrom('\r\n', '\n')).map(([lines, end]) => Buffer.from(lines.join(end)));
const noise = fc.uint8Array({maxLength: 200}).map(array => Buffer.from(array));
const after = (start: string) => fc.oneof(text, noise).map(rest => Buffer.concat([Buffer.from(start), rest]));
const response = fc.oneof(text, noise, after('HTTP/1.1 200 OK\r\n'), after('HTTP/1.1 100 Continue\r\n\r\n'), after('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
const cuts = fc.array(fc.integer({min: 0, max: 300}), {maxLength: 12}).map(places => [...places].sort((one, other) => one - other));

const cutAt = (bytes: Buffer, places: readonly number[]): Buffer[] =>
	[0, ...places].map((start, index) => bytes.subarray(start, places[index] ?? bytes.length)).filter(({length}) => length > 0);

/** Everything that was handed over, with the bytes that come after the head, wherever the cuts were. */
const everything = (chunks: readonly Buffer[]) => {
	const feed = createHeadParser();
	let parsed: Parsed = {state: 'more'};
	const later: Buffer[] = [];
	for (const chunk of chunks) {
		if (parsed.state === 'head') later.push(chunk);
		else parsed = feed(chunk);
	}

	return parsed.state === 'head' ? {...parsed, rest: Buffer.concat([parsed.rest, ...later]).toString('hex')} : parsed;
};

test('how a response is cut into chunks makes no difference, and nothing makes the reader throw', t => {
	fc.assert(
		fc.property(response, cuts, (bytes, places) => {
			const whole = everything([bytes]);
			t.deepEqual(everything(cutAt(bytes, places)), whole);
			t.deepEqual(everything([...bytes].map(byte => Buffer.from([byte]))), whole);
		}),
		{numRuns: 500},
	);
});

test('whatever comes back, what it means can be told, safely', t => {
	const end = fc.constantFrom('late' as const, {ending: 'fin' as const, detail: 'FIN'}, {ending: 'rst' as const, detail: 'RST'});
	fc.assert(
		fc.property(response, end, (bytes, end) => {
			const parsed = parse([bytes]);
			const found = classifyAnswer({parsed, start: bytes.subarray(0, 512), end: parsed.state === 'more' ? end : 'answered'}, 'key');
			t.true(found.status !== undefined || found.outcome !== undefined);
			t.notRegex(JSON.stringify(found), /[\u0000-\u001F\u007F-\u009F\u202A-\u202E]|\\u00[01]/);
			t.notThrows(() => bodyText(bytes, {'transfer-encoding': 'chunked'}));
			t.notThrows(() => parseSetCookie(bytes.toString('latin1')));
		}),
		{numRuns: 500},
	);
});

const many: Readonly<Record<string, readonly [text: string, detail: string]>> = {
	'interim responses without end': ['HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(60), 'more than 50 interim responses'],
	'10,000 headers': [`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(10_000)}\r\n`, 'more than 200 header lines'],
	'a megabyte without a line end': [`HTTP/1.1 200 ${'a'.repeat(1_000_000)}`, 'no end of the response head within 65536 bytes'],
};

for (const [title, [text, detail]] of Object.entries(many)) {
	test(`response: ${title}, whole and in small pieces`, t => {
		const bytes = Buffer.from(text);
		for (const size of [bytes.length, 1000, 3]) t.deepEqual(parse(sliced(bytes, size)), {state: 'garbage', detail});
	});
}

test('the text of a chunked body, wherever its beginning ends', t => {
	const chunked = {'transfer-encoding': 'chunked'};
	t.is(bodyText(Buffer.from('1\r\n<\r\n3;x=y\r\nh1>\r\n0\r\n\r\n'), chunked), '<h1>');
	t.is(bodyText(Buffer.from('ff\r\nonly some'), chunked), 'only some');
	t.is(bodyText(Buffer.from('no size'), chunked), '');
	t.is(bodyText(Buffer.from('5\nhello'), {}), '5·hello');
});
