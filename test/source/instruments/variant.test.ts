import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import test from 'ava';
import {endpointOf} from '../../../source/instruments/endpoint.ts';
import {createInstruments, type InstrumentOptions} from '../../../source/instruments/index.ts';
import {proxyHeader} from '../../../source/instruments/proxy-protocol.ts';
import {buildRequest} from '../../../source/instruments/request.ts';
import type {Variant} from '../../../source/model.ts';
import {selfSigned} from '../../helpers/certificates.ts';
import {testHaproxy} from '../../helpers/haproxy.ts';
import {listen} from '../../helpers/loopback.ts';
import {ownHaproxy} from '../../helpers/own-haproxy.ts';
import {serveWebSocket, tinyBackend} from '../../helpers/tiny-backend.ts';

const never = new AbortController().signal;
const url = 'ws://joe:password@example.test/ws/?a=1';
const options: InstrumentOptions = {
	headers: [
		['Authorization', 'Bearer very-secret-token'],
		['X-Forwarded-Proto', 'https'],
		['X-Tenant', 'blue'],
	],
	origin: 'https://example.test',
	cookie: 'SID=secret-cookie-1',
	subprotocol: 'chat',
};

const full = [
	'GET /ws/?a=1 HTTP/1.1',
	'Host: example.test',
	'Upgrade: websocket',
	'Connection: Upgrade',
	'Sec-WebSocket-Key: KEY',
	'Sec-WebSocket-Version: 13',
	'User-Agent: ws-doctor',
	'Origin: https://example.test',
	'Sec-WebSocket-Protocol: chat',
	'Cookie: SID=secret-cookie-1',
	'Authorization: Bearer very-secret-token',
	'X-Forwarded-Proto: https',
	'X-Tenant: blue',
];
const without = (...names: readonly string[]) => full.filter(line => !names.some(name => line.startsWith(`${name}:`)));
const changed = (from: string, to: string) => full.map(line => (line.startsWith(from) ? to : line));

const variants: Readonly<Record<string, readonly [variant: Variant, lines: readonly string[]]>> = {
	nothing: [{}, full],
	'without Origin': [{origin: null}, without('Origin')],
	"the site's own Origin": [{origin: 'http://example.test'}, changed('Origin', 'Origin: http://example.test')],
	'without a subprotocol': [{subprotocol: null}, without('Sec-WebSocket-Protocol')],
	'another subprotocol': [{subprotocol: 'mqtt'}, changed('Sec-WebSocket-Protocol', 'Sec-WebSocket-Protocol: mqtt')],
	'without a cookie': [{cookie: null}, without('Cookie')],
	'without credentials': [{credentials: null}, without('Cookie', 'Authorization', 'X-Tenant')],
	'another path': [{path: '/ws?a=1'}, changed('GET', 'GET /ws?a=1 HTTP/1.1')],
	'a path that would smuggle': [{path: 'x y\r\nA: b é'}, changed('GET', 'GET /x%20y%0D%0AA:%20b%20%C3%A9 HTTP/1.1')],
	'another Host': [{host: 'other.test:81\r\nA: b'}, changed('Host', 'Host: other.test:81A: b')],
	'an Origin that would smuggle': [{origin: 'null\r\nA: b'}, changed('Origin', 'Origin: nullA: b')],
	'names in lower case': [{headerNames: 'lower'}, full.map((line, index) => (index === 0 ? line : line.replace(/^[^:]+/, name => name.toLowerCase())))],
	'an ordinary GET': [
		{plain: true},
		[...full.slice(0, 2), 'Connection: close', 'Accept: */*', 'User-Agent: ws-doctor', 'Origin: https://example.test', ...full.slice(9)],
	],
};

for (const [title, [variant, lines]] of Object.entries(variants)) {
	test(`variant: ${title}`, t => {
		const {bytes, shown} = buildRequest(endpointOf({url, variant}), 'KEY', options, variant);
		t.is(bytes.toString(), [...lines, '', ''].join('\r\n'));
		t.notRegex(shown, /secret/);
		t.is(shown.split('\r\n').length, bytes.toString().split('\r\n').length);
	});
}

test('variant: a header given by hand is changed like the flag of the same name', t => {
	const byHand = {
		headers: [
			['ORIGIN', 'https://a.test'],
			['cookie', 'a=b'],
			['Host', 'b.test'],
			['sec-websocket-protocol', 'x'],
		] as const,
	};
	const lines = (variant: Variant) => buildRequest(endpointOf({url, variant}), 'KEY', byHand, variant).bytes.toString().toLowerCase();
	t.notRegex(lines({origin: null}), /origin/);
	t.regex(lines({origin: 'https://c.test'}), /origin: https:\/\/c\.test\r\n/);
	t.notRegex(lines({origin: 'https://c.test'}), /a\.test/);
	t.notRegex(lines({cookie: null}), /cookie/);
	t.notRegex(lines({subprotocol: null}), /protocol: x/);
	t.regex(lines({host: 'd.test'}), /host: d\.test\r\n/);
	t.notRegex(lines({host: 'd.test'}), /b\.test/);
});

test('variant: credentials of the URL are left out, too; SNI is not the Host', t => {
	const endpoint = endpointOf({url, variant: {credentials: null, serverName: 'sni.test'}});
	t.like(endpoint, {name: 'sni.test', hostHeader: 'example.test', host: 'example.test', userinfo: undefined});
});

test('variant: what is sent, and the command that sends the same', async t => {
	const seen: string[] = [];
	const server = await listen(socket =>
		socket.on('data', chunk => {
			seen.push(chunk.toString());
			socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
		}),
	);
	t.teardown(server.close);
	const {upgrade} = createInstruments();
	const ask = (variant: Variant) => upgrade({url: 'ws://example.test/ws', connectTo: server.address, variant}, never);
	const variant: Variant = {headerNames: 'lower', proxyProtocol: 1, origin: 'https://x.test', path: '/other'};
	const {command, status} = await ask(variant);
	t.is(status, 404);
	t.regex(seen[0] ?? '', /^PROXY TCP4 127\.0\.0\.1 127\.0\.0\.1 \d+ \d+\r\nGET \/other HTTP\/1\.1\r\nhost: example\.test\r\n/);
	const {stdout} = await promisify(execFile)('sh', ['-c', command?.replace(/\| nc .*/, '') ?? '']);
	t.is(stdout, seen[0] ?? '');
	const {command: binary} = await ask({proxyProtocol: 2});
	t.true(binary?.startsWith("printf '\\r\\n\\r\\n\\000\\r\\nQUIT\\n!\\021\\000\\014\\177\\000\\000\\001"), binary);
	t.is((await ask({plain: true})).status, 404);
	t.notRegex(seen.at(-1) ?? '', /upgrade|websocket/i);
});

test('the PROXY protocol in both versions and families, and without addresses', t => {
	const four = {localAddress: '192.0.2.1', localPort: 258, remoteAddress: '192.0.2.2', remotePort: 80};
	const six = {localAddress: '2001:db8::1', localPort: 1, remoteAddress: '::ffff', remotePort: 2};
	const signature = '0d0a0d0a000d0a515549540a';
	t.is(proxyHeader(1, four).toString(), 'PROXY TCP4 192.0.2.1 192.0.2.2 258 80\r\n');
	t.is(proxyHeader(1, six).toString(), 'PROXY TCP6 2001:db8::1 ::ffff 1 2\r\n');
	t.is(proxyHeader(1).toString(), 'PROXY UNKNOWN\r\n');
	t.is(proxyHeader(2, four).toString('hex'), `${signature}2111000cc0000201c000020201020050`);
	t.is(proxyHeader(2, six).toString('hex'), `${signature}2121002420010db8000000000000000000000001${'0'.repeat(28)}ffff00010002`);
	t.is(proxyHeader(2, {...four, localAddress: '::1'}).toString('hex'), `${signature}20000000`);
});

const frontends =
	(bind: string, server = '') =>
	(backend: number) =>
	(port: number, pem: string) =>
		`defaults
	mode http
	timeout connect 2s
	timeout client 5s
	timeout server 5s
frontend public
	bind 127.0.0.1:${port} ${bind.replace('PEM', pem)}
	http-response set-header X-Source %[src]:%[src_port]
	default_backend websocket
backend websocket
	server ws1 127.0.0.1:${backend} ${server}
`;

const throughHaproxy = async (bind: string, scheme: 'ws' | 'wss', variant: Variant) => {
	const backend = await tinyBackend();
	const haproxy = await ownHaproxy(frontends(bind)(backend.port), await selfSigned({name: 'doctor.test'}));
	const {upgrade} = createInstruments({insecure: true, responseTimeout: 5000});
	const found = await upgrade({url: `${scheme}://doctor.test/ws`, connectTo: haproxy.address, variant}, never);
	await haproxy.close();
	await backend.close();
	return found;
};

for (const version of [1, 2] as const) {
	testHaproxy(`the PROXY protocol, version ${version}: HAProxy takes it where it is expected, before TLS as well`, async t => {
		t.like(await throughHaproxy('accept-proxy', 'ws', {proxyProtocol: version}), {status: 101, acceptValid: true});
		const secured = await throughHaproxy('accept-proxy ssl crt PEM', 'wss', {proxyProtocol: version});
		t.like(secured, {status: 101, acceptValid: true, tls: {version: 'TLSv1.3'}});
		t.is(secured.command, undefined);
		t.regex((await throughHaproxy('accept-proxy', 'ws', {})).outcome ?? '', /^(?:closed|reset)$/);
		const unexpected = await throughHaproxy('', 'ws', {proxyProtocol: version});
		t.is(unexpected.status ?? unexpected.outcome, 400);
	});
}

test('a backend that a HAProxy speaks the PROXY protocol to, spoken to without', async t => {
	const starts: string[] = [];
	const backend = await listen(socket => {
		socket.once('data', chunk => {
			starts.push(chunk.toString('latin1', 0, 6));
			if (!chunk.toString('latin1').startsWith('PROXY ')) return socket.destroy();
			socket.unshift(chunk.subarray(chunk.indexOf('\r\n') + 2));
			serveWebSocket()(socket);
		});
	});
	t.teardown(backend.close);
	const {upgrade} = createInstruments();
	const target = {url: 'ws://example.test/ws', connectTo: backend.address};
	t.true(['closed', 'reset'].includes((await upgrade(target, never)).outcome ?? ''));
	t.like(await upgrade({...target, variant: {proxyProtocol: 1}}, never), {status: 101});
	t.deepEqual(starts, ['GET /w', 'PROXY ']);
});
