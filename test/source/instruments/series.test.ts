import test from 'ava';
import {type Cookie, cookieHeader, isSentBack, parseSetCookie} from '../../../source/instruments/cookies.ts';
import {endpointOf} from '../../../source/instruments/endpoint.ts';
import {identify, type Seen} from '../../../source/instruments/identify.ts';
import {createInstruments, type InstrumentOptions} from '../../../source/instruments/index.ts';
import type {IdleEvent, Series} from '../../../source/model.ts';
import {testHaproxy} from '../../helpers/haproxy.ts';
import {freePort, listen} from '../../helpers/loopback.ts';
import {ownHaproxy} from '../../helpers/own-haproxy.ts';
import {serveWebSocket, tinyBackend} from '../../helpers/tiny-backend.ts';

const never = new AbortController().signal;

/** Answers in turn, and remembers what was asked. */
const inTurn = async (answers: readonly string[]) => {
	const requests: string[] = [];
	const server = await listen(
		socket =>
			void socket.once('data', request => {
				requests.push(request.toString());
				socket.end(answers[(requests.length - 1) % answers.length] ?? '');
			}),
	);
	return {...server, requests};
};

const answer = (status: number, ...headers: readonly string[]) => [`HTTP/1.1 ${status} Said`, 'Content-Length: 0', ...headers, '', ''].join('\r\n');
const run = (address: string, row: Partial<{count: number; apartMs: number; cookies: boolean; header: string}> = {}, options: InstrumentOptions = {}) =>
	createInstruments({responseTimeout: 5000, ...options}).series(
		{url: `ws://${address}/ws/chat`},
		{count: 4, apartMs: 5, cookies: false, ...row},
		never,
		() => {},
	);
const servers = ({attempts}: Series) => attempts.map(({server}) => server);

test('a fault that comes and goes: each handshake with its own answer, told as it happens', async t => {
	const server = await inTurn([answer(503), answer(200), answer(503), '']);
	t.teardown(server.close);
	const told: IdleEvent[] = [];
	const {series} = createInstruments({responseTimeout: 5000});
	const row = {count: 4, apartMs: 30, cookies: true};
	const started = performance.now();
	const {attempts, identifiedBy} = await series({url: `ws://${server.address}/`}, row, never, event => told.push(event));
	t.deepEqual(
		attempts.map(({status, outcome}) => status ?? outcome),
		[503, 200, 503, 'closed'],
	);
	t.true(performance.now() - started >= 90);
	t.is(identifiedBy, 'address');
	t.true(attempts.every(({ms, withCookies, address}) => ms !== undefined && withCookies === undefined && address === '127.0.0.1'));
	t.deepEqual(
		told.map(({what}) => what.replace(/\d+ ms/, 'n ms')),
		[
			'handshake 1: status 503 instead of 101, n ms',
			'handshake 2: status 200 instead of 101, n ms',
			'handshake 3: status 503 instead of 101, n ms',
			'handshake 4: closed (FIN before any response), n ms',
		],
	);
});

test('a port that refuses refuses each, and nobody answered', async t => {
	const series = await run(`127.0.0.1:${await freePort()}`, {count: 2});
	t.deepEqual(
		series.attempts.map(({outcome}) => outcome),
		['refused', 'refused'],
	);
});

test('who answered: a header that the operator names, shown as it is', async t => {
	const server = await inTurn([answer(200, 'X-Served-By: web1'), answer(200, 'X-Served-By: web2\u001B[2J')]);
	t.teardown(server.close);
	const series = await run(server.address, {header: 'x-served-by'});
	t.deepEqual(servers(series), ['web1', 'web2·[2J', 'web1', 'web2·[2J']);
	t.is(series.identifiedBy, 'x-served-by');
});

test('who answered: a persistence cookie, its values counted and not shown', async t => {
	const server = await inTurn(
		['one', 'two', 'one'].map((value, index) => answer(200, `Set-Cookie: SRV=${value}-is-secret; Path=/`, `Set-Cookie: id=${index}`)),
	);
	t.teardown(server.close);
	const series = await run(server.address, {count: 3});
	t.deepEqual(servers(series), ['server-1', 'server-2', 'server-1']);
	t.is(series.identifiedBy, 'SRV');
	t.deepEqual(series.attempts[0]?.cookies, [{name: 'SRV', path: '/'}, {name: 'id'}]);
	t.false(JSON.stringify(series).includes('is-secret'));
});

test('the cookies of the first answer are sent back, over those of the operator, as a browser would', async t => {
	const sets = ['SRV=w1; Path=/ws', 'SECURE=1; Secure', 'ELSEWHERE=1; Path=/other', 'FOREIGN=1; Domain=example.net', 'GONE=1; Max-Age=0', 'own=new'];
	const server = await inTurn([
		answer(200, ...sets.map(set => `Set-Cookie: ${set}`)),
		answer(200, 'Set-Cookie: SRV=w2'),
		answer(200),
		answer(200, 'Set-Cookie: SRV=w2'),
	]);
	t.teardown(server.close);
	const series = await run(server.address, {count: 2, cookies: true}, {headers: [['Cookie', 'own=old; more=1']]});
	const sent = server.requests.map(request => /^Cookie: (.*)$/m.exec(request)?.[1]?.trim());
	t.deepEqual(sent, ['own=old; more=1', 'own=old; more=1', 'more=1; SRV=w1; own=new', 'more=1; SRV=w1; own=new']);
	t.deepEqual(
		series.attempts.map(({withCookies}) => withCookies),
		[undefined, undefined, true, true],
	);
	// The third was not given another cookie, so that its own still holds; the fourth was.
	t.deepEqual(servers(series), ['server-1', 'server-2', 'server-1', 'server-2']);
	t.like(series.attempts[0]?.cookies?.[1], {name: 'SECURE', secure: true});
});

test('without a cookie that a browser would send there is no second half', async t => {
	const server = await inTurn([answer(200, 'Set-Cookie: SRV=w1; Secure; SameSite=None')]);
	t.teardown(server.close);
	const series = await run(server.address, {count: 2, cookies: true});
	t.is(series.attempts.length, 2);
	t.like(series.attempts[0]?.cookies?.[0], {name: 'SRV', secure: true, sameSite: 'None'});
});

test('`conclude` gives what was made, any other reason rejects', async t => {
	const server = await inTurn([answer(503)]);
	t.teardown(server.close);
	const {series} = createInstruments({responseTimeout: 5000});
	const after = (reason: unknown) => {
		const controller = new AbortController();
		setTimeout(() => controller.abort(reason), 250);
		return series({url: `ws://${server.address}/`}, {count: 5, apartMs: 10_000, cookies: false}, controller.signal, () => {});
	};
	t.is((await after('conclude')).attempts.length, 1);
	await t.throwsAsync(after(new Error('abandoned')), {message: 'abandoned'});
});

test('a 101 is closed politely each time', async t => {
	const frames: number[] = [];
	const server = await tinyBackend({frame: opcode => frames.push(opcode)});
	t.teardown(server.close);
	const series = await run(server.address, {count: 3});
	t.deepEqual(
		series.attempts.map(({status}) => status),
		[101, 101, 101],
	);
	t.deepEqual(frames, [8, 8, 8]);
});

testHaproxy('HAProxy: two servers in turn, and a cookie that keeps a client at one', async t => {
	const backends = await Promise.all(['w1', 'w2'].map(() => listen(serveWebSocket())));
	const haproxy = await ownHaproxy(
		port => `defaults
	mode http
	timeout connect 2s
	timeout client 5s
	timeout server 5s
frontend public
	bind 127.0.0.1:${port}
	default_backend websocket
backend websocket
	balance roundrobin
	cookie SRV insert indirect nocache
	${backends.map(({port}, index) => `server ws${index} 127.0.0.1:${port} cookie w${index}`).join('\n\t')}
`,
	);
	t.teardown(async () => {
		await haproxy.close();
		for (const backend of backends) await backend.close();
	});
	const series = await run(haproxy.address, {count: 4, cookies: true});
	t.deepEqual(servers(series), ['server-1', 'server-2', 'server-1', 'server-2', 'server-1', 'server-1', 'server-1', 'server-1']);
	t.is(series.identifiedBy, 'SRV');
	t.deepEqual(servers(await run(haproxy.address, {count: 2, header: 'SRV'})).toSorted(), ['w0', 'w1']);
});

const back: Readonly<Record<string, readonly [cookie: string, url: string, sent: boolean]>> = {
	'nothing special': ['a=1', 'ws://h.test/', true],
	'Secure on ws': ['a=1; secure', 'ws://h.test/', false],
	'Secure on wss': ['a=1; Secure', 'wss://h.test/', true],
	'Path above': ['a=1; Path=/ws', 'ws://h.test/ws/chat', true],
	'Path of a neighbour': ['a=1; Path=/ws', 'ws://h.test/wsx', false],
	'Path that is none': ['a=1; Path=ws', 'ws://h.test/ws', true],
	'the domain itself': ['a=1; Domain=h.test', 'ws://h.test:81/', true],
	'a domain above, with a dot': ['a=1; Domain=.h.test', 'ws://a.h.test/', true],
	'a domain beside': ['a=1; Domain=b.h.test', 'ws://a.h.test/', false],
	'a domain that only ends alike': ['a=1; Domain=h.test', 'ws://xh.test/', false],
	'deleted by Max-Age': ['a=1; Max-Age=0; Expires=Wed, 01 Jan 2120 00:00:00 GMT', 'ws://h.test/', false],
	'deleted by Expires': ['a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'ws://h.test/', false],
	'a prefix without Secure': ['__Host-a=1; Path=/', 'wss://h.test/', false],
};

for (const [title, [cookie, url, sent]] of Object.entries(back)) {
	test(`cookie: ${title} is ${sent ? '' : 'not '}sent back`, t => t.is(isSentBack(parseSetCookie(cookie) as Cookie, endpointOf({url})), sent));
}

test('cookie: what is none, and what overrules', t => {
	t.is(parseSetCookie('no equals sign; Path=/'), undefined);
	t.is(parseSetCookie('=value'), undefined);
	const cookies = ['a=1', 'a=2', 'b=3'].map(line => parseSetCookie(line) as Cookie);
	t.is(cookieHeader(cookies, endpointOf({url: 'ws://h.test/'}), 'b=0; c=4'), 'c=4; a=2; b=3');
	t.is(cookieHeader([], endpointOf({url: 'ws://h.test/'}), 'b=0'), undefined);
});

const seen = (...cookies: readonly string[]): Seen => ({
	fields: [],
	sent: [],
	address: '192.0.2.1',
	cookies: cookies.map(line => parseSetCookie(line) as Cookie),
});

const identified: Readonly<Record<string, readonly [rows: readonly Seen[], by: string, servers: ReadonlyArray<string | undefined>, named?: string]>> = {
	'a session id, new in each answer, names nobody': [[seen('id=1'), seen('id=2'), seen('id=3')], 'address', ['192.0.2.1', '192.0.2.1', '192.0.2.1']],
	'a constant cookie names nobody': [[seen('lang=en'), seen('lang=en')], 'address', ['192.0.2.1', '192.0.2.1']],
	'a constant cookie with the name of a server does': [[seen('SERVERID=a'), seen('SERVERID=a')], 'SERVERID', ['server-1', 'server-1']],
	'AWS encrypts its own anew': [[seen('AWSALB=1'), seen('AWSALB=2')], 'address', ['192.0.2.1', '192.0.2.1']],
	'values that come back, by any name': [[seen('x=1'), seen('x=2'), seen('x=1')], 'x', ['server-1', 'server-2', 'server-1']],
	'a named header that nobody sends': [[seen('SRV=1'), seen('SRV=2')], 'SRV', ['server-1', 'server-2'], 'x-none'],
	'a named header that looks like a credential': [
		[
			{...seen(), fields: [['x-session-token', 'abc']]},
			{...seen(), fields: [['x-session-token', 'def']]},
		],
		'X-Session-Token',
		['server-1', 'server-2'],
		'X-Session-Token',
	],
	'a named cookie that may be a session': [[seen('JSESSIONID=0123456789abcdef.node1')], 'JSESSIONID', ['server-1'], 'JSESSIONID'],
	'nothing at all': [[{fields: [], cookies: [], sent: []}], '', []],
};

for (const [title, [rows, by, expected, named]] of Object.entries(identified)) {
	test(`who answered: ${title}`, t => {
		const found = identify(rows, named);
		t.deepEqual([...found.servers], [...expected]);
		t.is(found.identifiedBy ?? '', by);
	});
}
