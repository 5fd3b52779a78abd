import {connect} from 'node:net';
import test from 'ava';
import {createInstruments, type InstrumentOptions} from '../../../source/instruments/index.ts';
import {isExempt} from '../../../source/instruments/no-proxy.ts';
import {proxyFor, readProxy} from '../../../source/instruments/proxy.ts';
import type {Target, Upgrade} from '../../../source/model.ts';
import {forwardProxy} from '../../helpers/forward-proxy.ts';
import {freePort, listen} from '../../helpers/loopback.ts';
import {testWith} from '../../helpers/programs.ts';
import {serveWebSocket, tinyBackend} from '../../helpers/tiny-backend.ts';
import {listenTls} from '../../helpers/tls.ts';

const never = new AbortController().signal;
const run = (target: Target, proxies: Record<string, string>, options: InstrumentOptions = {}) =>
	createInstruments({responseTimeout: 5000, insecure: true, ...options, proxies}).upgrade(target, never);

const exempt: ReadonlyArray<readonly [host: string, noProxy: string, expected: boolean]> = [
	['a.test', '', false],
	['a.test', '*', true],
	['a.test', 'b.test, *', false],
	['a.test', 'a.test', true],
	['A.Test.', 'b.test,a.test', true],
	['www.a.test', 'a.test', true],
	['www.a.test', '.a.test', true],
	['a.test', '.a.test', true],
	['xa.test', 'a.test', false],
	['a.test', 'www.a.test', false],
	['a.test', 'b.test a.test', true],
	['a.test', 'a.test:443', true],
	['a.test', 'a.test:80', false],
	['192.0.2.7', '192.0.2.7', true],
	['192.0.2.7', '192.0.2.0/24', true],
	['192.0.3.7', '192.0.2.0/24', false],
	['192.0.2.7', '192.0.2.0/240', false],
	['192.0.2.7', '2.7', false],
	['2001:db8::7', '2001:DB8:0::/48', true],
	['[2001:db8::7]', '[2001:db8::7]:443', true],
	['[2001:db8::7]', '2001:db8:0:0::7', true],
	['2001:db8::7', '192.0.2.0/24', false],
	['127.0.0.1', '', false],
];

for (const [host, noProxy, expected] of exempt) {
	test(`NO_PROXY "${noProxy}" ${expected ? 'exempts' : 'does not exempt'} ${host}`, t => t.is(isExempt(host, 443, noProxy), expected));
}

const endpoint = {host: 'a.test', port: 443, direct: false};
const chosen: Readonly<Record<string, readonly [environment: Record<string, string>, secure: boolean, name: string | undefined]>> = {
	'HTTPS_PROXY for wss': [{HTTPS_PROXY: 'http://p.test:3128'}, true, 'p.test:3128'],
	'not for ws': [{HTTPS_PROXY: 'http://p.test:3128'}, false, undefined],
	'HTTP_PROXY for ws': [{HTTP_PROXY: 'p.test:3128'}, false, 'p.test:3128'],
	'the lower case first': [{HTTP_PROXY: 'upper:1', http_proxy: 'lower:2'}, false, 'lower:2'],
	'ALL_PROXY for the rest': [{ALL_PROXY: 'p.test'}, true, 'p.test:80'],
	'not where NO_PROXY names it': [{ALL_PROXY: 'p.test', NO_PROXY: 'a.test'}, true, undefined],
	'an empty one is none': [{HTTPS_PROXY: '', https_proxy: ''}, true, undefined],
};

for (const [title, [environment, secure, name]] of Object.entries(chosen)) {
	test(`proxy: ${title}`, t => t.is(proxyFor({...endpoint, secure}, environment)?.name, name));
}

test('proxy: read as curl writes it', t => {
	t.deepEqual(readProxy('http://us%40er:pa%3Ass@p.test:3128/'), {
		name: 'p.test:3128',
		host: 'p.test',
		port: 3128,
		secure: false,
		scheme: 'http',
		userinfo: 'us@er:pa:ss',
	});
	t.deepEqual(readProxy('https://[::1]'), {name: '[::1]:443', host: '::1', port: 443, secure: true, scheme: 'https'});
	t.like(readProxy('socks5h://p.test'), {scheme: 'socks5h', port: 1080});
	t.is(readProxy('http://'), undefined);
	t.is(proxyFor({...endpoint, secure: true, direct: true}, {ALL_PROXY: 'p.test'}), undefined);
});

test('ws through a proxy: the name is left to it, and its credentials stay here', async t => {
	const backend = await tinyBackend();
	const proxy = await forwardProxy(backend.port);
	t.teardown(proxy.close);
	t.teardown(backend.close);
	const found = await run({url: 'ws://only.the.proxy.knows.test:8080/ws'}, {http_proxy: `http://joe:top-secret-1@${proxy.address}`});
	t.like(found, {status: 101, acceptValid: true, through: proxy.address});
	t.is(found.address, undefined);
	t.regex(proxy.requests[0] ?? '', /^CONNECT only\.the\.proxy\.knows\.test:8080 HTTP\/1\.1\r\nHost: only\.the\.proxy\.knows\.test:8080\r\n/);
	t.true(proxy.requests[0]?.includes(`Proxy-Authorization: Basic ${Buffer.from('joe:top-secret-1').toString('base64')}`));
	t.regex(found.command ?? '', /\| nc -X connect -x 127\.0\.0\.1:\d+ only\.the\.proxy\.knows\.test 8080$/);
	t.false(/top-secret|joe/.test(JSON.stringify(found)));
});

testWith('openssl', 'wss through a proxy, and through one that is spoken to by TLS', async t => {
	const backend = await listenTls(serveWebSocket());
	const proxy = await forwardProxy(backend.port);
	const inner = await forwardProxy(backend.port);
	const outer = await listenTls(socket => {
		const server = connect(inner.port, '127.0.0.1');
		socket.pipe(server).pipe(socket);
		socket.on('close', () => server.destroy());
	});
	for (const one of [proxy, inner, outer, backend]) t.teardown(one.close);
	const plain = await run({url: 'wss://doctor.test/ws'}, {HTTPS_PROXY: proxy.address});
	t.like(plain, {status: 101, through: proxy.address, tls: {serverName: 'doctor.test', fault: 'self-signed'}});
	t.regex(plain.command ?? '', /openssl s_client -quiet -servername doctor\.test -proxy 127\.0\.0\.1:\d+ -connect doctor\.test:443$/);
	t.like(await run({url: 'wss://doctor.test/ws'}, {HTTPS_PROXY: `https://${outer.address}`}), {status: 101, through: outer.address});
	const untrusted = await run({url: 'wss://doctor.test/ws'}, {HTTPS_PROXY: `https://${outer.address}`}, {insecure: false});
	t.like(untrusted, {outcome: 'tls', through: outer.address, tls: undefined});
	t.regex(untrusted.detail ?? '', /^the proxy 127\.0\.0\.1:\d+ of the environment: DEPTH_ZERO_SELF_SIGNED_CERT/);
});

const refusals: Readonly<Record<string, {answer: string; expected: Partial<Upgrade>; says: RegExp}>> = {
	'wants credentials': {
		answer: 'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n',
		expected: {outcome: 'refused'},
		says: /^the proxy 127\.0\.0\.1:\d+ of the environment answered CONNECT with 407 Proxy Authentication Required$/,
	},
	forbids: {answer: 'HTTP/1.1 403 Forbidden\u001B[2J\r\n\r\n', expected: {outcome: 'refused'}, says: /CONNECT with 403 Forbidden·\[2J$/},
	'cannot connect either': {answer: 'HTTP/1.1 504 \r\n\r\n', expected: {outcome: 'timeout'}, says: /CONNECT with 504$/},
	'is no proxy': {answer: 'SSH-2.0-OpenSSH\r\n', expected: {outcome: 'refused'}, says: /is no HTTP proxy: the answer does not begin with/},
	'hangs up': {answer: '', expected: {outcome: 'refused'}, says: /closed the connection instead of answering CONNECT$/},
};

for (const [title, {answer, expected, says}] of Object.entries(refusals)) {
	test(`a proxy that ${title}`, async t => {
		const proxy = await forwardProxy(0, answer);
		t.teardown(proxy.close);
		const found = await run({url: 'ws://a.test/'}, {ALL_PROXY: proxy.address});
		t.like(found, {...expected, through: proxy.address});
		t.regex(found.detail ?? '', says);
	});
}

test('a proxy that refuses, that does not answer, and one that speaks SOCKS', async t => {
	const port = await freePort();
	const refused = await run({url: 'ws://a.test/'}, {ALL_PROXY: `127.0.0.1:${port}`});
	t.like(refused, {outcome: 'refused', through: `127.0.0.1:${port}`, detail: `the proxy 127.0.0.1:${port} of the environment: ECONNREFUSED`});
	const silent = await listen(() => {});
	t.teardown(silent.close);
	t.like(await run({url: 'ws://a.test/'}, {ALL_PROXY: silent.address}, {connectTimeout: 300}), {
		outcome: 'timeout',
		detail: `the proxy ${silent.address} of the environment did not answer CONNECT in time`,
	});
	t.like(await run({url: 'ws://a.test/'}, {ALL_PROXY: 'socks5://p.test:1080'}), {
		outcome: 'unreachable',
		detail: 'the proxy p.test:1080 of the environment: socks5 is a protocol that ws-doctor does not speak',
	});
});

test('places behind the URL, and what NO_PROXY names, are reached directly', async t => {
	const backend = await tinyBackend();
	const proxy = await forwardProxy(backend.port);
	t.teardown(proxy.close);
	t.teardown(backend.close);
	t.like(await run({url: 'ws://a.test/', connectTo: backend.address}, {ALL_PROXY: proxy.address}), {status: 101, through: undefined, address: '127.0.0.1'});
	t.like(await run({url: `ws://${backend.address}/`}, {ALL_PROXY: proxy.address, no_proxy: '127.0.0.0/8'}), {status: 101, through: undefined});
	t.is(proxy.requests.length, 0);
	// As curl: loopback is exempt only where NO_PROXY says so.
	t.like(await run({url: `ws://${backend.address}/`}, {ALL_PROXY: proxy.address}), {status: 101, through: proxy.address});
});

test('a watch goes through the proxy, too, and so does the test of a port with a scheme', async t => {
	const backend = await tinyBackend();
	const proxy = await forwardProxy(backend.port);
	t.teardown(proxy.close);
	t.teardown(backend.close);
	const {watch, reach} = createInstruments({proxies: {http_proxy: proxy.address}});
	const idle = await watch({place: 'public', target: {url: 'ws://a.test/'}, traffic: 'silent', limit: 600, clocks: []}, never, () => {});
	t.like(idle, {outcome: 'survived', pongs: true});
	t.true(proxy.requests.length > 1);
	const port = {host: 'a.test', port: 80} as const;
	t.like(await reach({...port, scheme: 'ws'}, never), {
		outcome: 'connected',
		through: proxy.address,
		by: 'node',
		command: `nc -zv -w 5 -X connect -x ${proxy.address} a.test 80`,
	});
	t.like(await reach(port, never), {outcome: 'not-resolved', through: undefined});
});
