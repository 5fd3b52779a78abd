import {createServer} from 'node:net';
import test from 'ava';
import {inTurn} from '../../../source/instruments/addresses.ts';
import {connectFirst} from '../../../source/instruments/dial.ts';
import {createInstruments} from '../../../source/instruments/index.ts';
import {deafServer} from '../../helpers/deaf-server.ts';
import {freePort} from '../../helpers/loopback.ts';
import {patiently} from '../../helpers/patiently.ts';
import {serveWebSocket} from '../../helpers/tiny-backend.ts';

const never = new AbortController().signal;

/** Servers on one port of several loopback addresses. */
const listenOn = async (addresses: readonly string[], serve = serveWebSocket()) => {
	const port = await freePort();
	const servers = addresses.map(address => createServer({allowHalfOpen: true}, serve).listen(port, address));
	await Promise.all(servers.map(server => new Promise(resolve => server.once('listening', resolve))));
	return {port, close: () => servers.forEach(server => void server.close())};
};

/** Which address answered, and when. */
const timed = async (addresses: readonly string[], port: number) => {
	const started = performance.now();
	const found = await connectFirst(addresses, port, 3000, never);
	if ('socket' in found) found.socket.destroy();
	return {address: found.address, ms: performance.now() - started};
};

test('a browser takes IPv6 first, and the families in turn', t => {
	t.deepEqual(inTurn(['192.0.2.1', '192.0.2.2', '2001:db8::1', '192.0.2.3', '2001:db8::2']), [
		'2001:db8::1',
		'192.0.2.1',
		'2001:db8::2',
		'192.0.2.2',
		'192.0.2.3',
	]);
	t.deepEqual(inTurn([]), []);
});

test('happy eyeballs: one that refuses is passed at once', async t => {
	const {port, close} = await listenOn(['127.0.0.3']);
	t.teardown(close);
	const {address, ms} = await patiently(
		() => timed(['127.0.0.2', '127.0.0.3', '::1'], port),
		({ms}) => ms < 240,
	);
	t.is(address, '127.0.0.3');
	t.true(ms < 240, String(ms));
});

test('happy eyeballs: one that does not answer costs 250 ms, and its socket is not left behind', async t => {
	const deaf = await deafServer('127.0.0.4');
	t.teardown(deaf.stop);
	await deaf.fill();
	const {close} = await new Promise<{close: () => void}>(resolve => {
		const server = createServer().listen(deaf.port, '127.0.0.5', () => resolve({close: () => void server.close()}));
	});
	t.teardown(close);
	const {address, ms} = await patiently(
		() => timed(['127.0.0.4', '127.0.0.5'], deaf.port),
		({ms}) => ms < 500,
	);
	t.is(address, '127.0.0.5');
	t.true(ms >= 245 && ms < 500, String(ms));
	t.like(await connectFirst(['127.0.0.4'], deaf.port, 300, never), {outcome: 'timeout', detail: 'ETIMEDOUT'});
});

test('where all fail, each says how, and the most telling counts', async t => {
	const port = await freePort();
	const found = await connectFirst(['127.0.0.2', '127.0.0.3'], port, 2000, never);
	t.like(found, {outcome: 'refused', detail: 'ECONNREFUSED 127.0.0.2, ECONNREFUSED 127.0.0.3', address: '127.0.0.2'});
});

test('an abort rejects with its reason', async t => {
	await t.throwsAsync(connectFirst(['127.0.0.2'], 1, 1000, AbortSignal.abort(new Error('left'))), {message: 'left'});
});

test('reach: every address of a name is tried by itself, and a browser takes the one that answers', async t => {
	const {port, close} = await listenOn(['127.0.0.3']);
	t.teardown(close);
	const {reach} = createInstruments({addresses: {'two.test': ['127.0.0.2', '127.0.0.3'], 'one.test': ['127.0.0.3']}});
	const found = await reach({host: 'two.test', port}, never);
	t.like(found, {outcome: 'connected', addresses: ['127.0.0.2', '127.0.0.3']});
	t.deepEqual(
		found.each?.map(({address, family, outcome, detail}) => ({address, family, outcome, detail})),
		[
			{address: '127.0.0.2', family: 4, outcome: 'refused', detail: 'ECONNREFUSED'},
			{address: '127.0.0.3', family: 4, outcome: 'connected', detail: undefined},
		],
	);
	t.is((await reach({host: 'one.test', port}, never)).each, undefined);
	const many = Array.from({length: 20}, (_, index) => `127.0.1.${index + 1}`);
	t.is((await createInstruments({addresses: {'many.test': many}}).reach({host: 'many.test', port}, never)).each?.length, 8);
});

test('a series takes the addresses of a name in turn, so that one which fails alone is seen', async t => {
	const {port, close} = await listenOn(['127.0.0.2', '127.0.0.3']);
	t.teardown(close);
	const {series, upgrade} = createInstruments({addresses: {'three.test': ['127.0.0.2', '127.0.0.3', '127.0.0.4']}});
	const target = {url: `ws://three.test:${port}/`};
	const {attempts} = await series(target, {count: 6, apartMs: 0, cookies: false}, never, () => {});
	t.deepEqual(
		attempts.map(({address, status, outcome}) => `${address} ${status ?? outcome}`),
		['127.0.0.2 101', '127.0.0.3 101', '127.0.0.4 refused', '127.0.0.2 101', '127.0.0.3 101', '127.0.0.4 refused'],
	);
	t.like(await upgrade(target, never), {status: 101, address: '127.0.0.2'});
});
