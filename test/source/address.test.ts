import test from 'ava';
import fc from 'fast-check';
import {type Address, parseAddress, parseUrl} from '../../source/address.ts';

const reads = test.macro({
	exec: (t, text: string, address: Address) => t.deepEqual(parseAddress(text), address),
	title: (_, text) => `address ${JSON.stringify(text)} is read`,
});
for (const [text, address] of [
	['10.0.0.5:8080', {host: '10.0.0.5', port: 8080}],
	['ws1.internal:1', {host: 'ws1.internal', port: 1}],
	['ws_1:65535', {host: 'ws_1', port: 65_535}],
	['[::1]:80', {host: '::1', port: 80}],
	['[fe80::1%eth0]:80', {host: 'fe80::1%eth0', port: 80}],
	['wss://host:443', {host: 'host', port: 443, scheme: 'wss'}],
	['WS://[::1]:80', {host: '::1', port: 80, scheme: 'ws'}],
] as const) {
	test(reads, text, address);
}

const refuses = test.macro({
	exec: (t, text: string, sentence: RegExp) => {
		t.regex(t.throws(() => parseAddress(text), {name: 'UsageError'}).message, sentence);
	},
	title: (_, text) => `address ${JSON.stringify(text)} is refused`,
});
for (const text of [
	'',
	'host',
	':80',
	'host:',
	'host:http',
	'::1:80',
	'[::1]',
	'[::z]:80',
	'[]:80',
	'host:80/ws',
	'wss://host',
	'http://host:80',
	'a b:80',
	'user@host:80',
	'host:80\n',
]) {
	test(refuses, text, /is not an address: expected host:port, for example/);
}

for (const text of ['host:0', 'host:65536', 'host:99999', '[::1]:0']) {
	test(refuses, text, /expected host:port with a port from 1 to 65535/);
}

const normalises = test.macro({
	exec: (t, text: string, url: string) => t.is(parseUrl(text), url),
	title: (_, text) => `URL ${JSON.stringify(text)} is read`,
});
for (const [text, url] of [
	['ws://example.net/ws', 'ws://example.net/ws'],
	['wss://example.net', 'wss://example.net/'],
	['http://127.0.0.1:8080/ws?a=b', 'ws://127.0.0.1:8080/ws?a=b'],
	['HTTPS://Example.net:443/WS', 'wss://example.net/WS'],
	['ws://[::1]:9001/', 'ws://[::1]:9001/'],
	[' ws://example.net/ws\n', 'ws://example.net/ws'],
] as const) {
	test(normalises, text, url);
}

const refusesUrl = test.macro({
	exec: (t, text: string, sentence: RegExp) => {
		t.regex(t.throws(() => parseUrl(text), {name: 'UsageError'}).message, sentence);
	},
	title: (_, text: string) => `URL ${JSON.stringify(text.slice(0, 40))} is refused`,
});
for (const text of [
	'',
	'example.net/ws',
	'localhost:8080',
	'/ws',
	'ftp://example.net',
	'ws:/example.net',
	'ws://',
	'ws://host:port/',
	'ws://a b/',
	'ws://host:70000/',
	'javascript:alert(1)',
	'ws://host/\u001B[2J',
]) {
	test(refusesUrl, text, /is not a WebSocket URL: expected ws:\/\/host\/path or wss:\/\/host\/path(?:, here ws:\S+ or wss:\S+)?\.$/);
}

test(refusesUrl, 'ws://host:0/', /expected a port from 1 to 65535/);
test(refusesUrl, 'ws://host/ws#top', /no fragment/);
test(refusesUrl, `ws://host/${'a'.repeat(5000)}`, /expected at most 4096/);

test('a password never comes back, not even in the sentence that refuses it', t => {
	for (const text of ['wss://user:hunter2@example.net/', 'https://hunter2@example.net', 'ftp://user:hunter2@example.net', 'ws://user:hunter2@exa mple']) {
		t.notRegex(t.throws(() => parseUrl(text)).message, /hunter2/);
	}
});

test('whatever the text, the answer is what was asked for or a sentence without control characters', t => {
	const holds = (read: (text: string) => unknown) => (text: string) => {
		try {
			return read(text) !== undefined;
		} catch (error) {
			return error instanceof Error && error.name === 'UsageError' && !/\p{Cc}/u.test(error.message);
		}
	};
	const text = fc.oneof(fc.string({unit: 'binary'}), fc.webUrl(), fc.stringMatching(/^(?:wss?:\/\/)?[a-z:[\]./@#%\d]*$/));
	fc.assert(fc.property(text, holds(parseAddress)));
	fc.assert(fc.property(text, holds(parseUrl)));
	t.pass();
});

test('a URL that is refused is not quoted with its secrets', t => {
	for (const text of [
		'joe:s3cr3t@example.net/ws',
		'ws://joe:s3/cr3t@example.net/ws',
		'ws://joe:s3cr3t@example.net:0/',
		'wss://example.net/#access_token=s3cr3t',
		'example.net/#access_token=s3cr3t',
		'example.net/ws?token=s3cr3t',
	]) {
		const {message} = t.throws(() => parseUrl(text), {name: 'UsageError'});
		t.notRegex(message, /cr3t/, text);
		t.notRegex(message, /joe/, text);
	}
});

test('whoever leaves the scheme out is told both', t => {
	for (const text of ['example.net/ws', 'localhost:8080', '127.0.0.1:8080/ws', '[::1]:80'])
		t.is(
			t.throws(() => parseUrl(text)).message,
			`"${text}" is not a WebSocket URL: expected ws://host/path or wss://host/path, here ws://${text} or wss://${text}.`,
		);
});
