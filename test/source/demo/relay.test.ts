import test from 'ava';
import {startBackend} from '../../../source/demo/backend.ts';
import {type Listener, listen, refusingPort} from '../../../source/demo/listener.ts';
import {startRelay} from '../../../source/demo/relay.ts';
import {near, patiently} from '../../helpers/patiently.ts';
import {openRawWebSocket} from '../../helpers/raw-websocket.ts';

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** A server that keeps silent and notes how its connections end. */
const witness = async (): Promise<Listener & {ends: string[]}> => {
	const ends: string[] = [];
	const listener = await listen(socket => {
		socket.on('end', () => ends.push('fin')).on('error', (error: NodeJS.ErrnoException) => ends.push(error.code ?? ''));
		socket.resume().write('HTTP/1.1 101 x\r\n\r\n');
	});
	return {...listener, ends};
};

const cuts = test.macro({
	title: (_, how) => `cuts both sides by ${how}, 500 ms after the last byte`,
	exec: async (t, how: 'fin' | 'rst', seenByServer: string) => {
		const server = await witness();
		const relay = await startRelay(server.address, {cutAfterIdle: 500, how});
		const end = await patiently(
			async () => {
				const client = await openRawWebSocket(relay.address);
				await pause(200);
				client.send(0x9);
				return client.ended.finally(client.close);
			},
			({silentMs}) => near(silentMs, 500),
		);
		t.is(end.ending, how);
		t.true(near(end.silentMs, 500), `${end.silentMs} ms`);
		await pause(30);
		t.deepEqual([...new Set(server.ends)], [seenByServer]);
		await relay.close();
		await server.close();
	},
});

test(cuts, 'fin', 'fin');
test(cuts, 'rst', 'ECONNRESET');

test('in silence: the last pong comes before the cut, nothing after it, and nobody is told', async t => {
	const backend = await startBackend();
	const relay = await startRelay(backend.address, {cutAfterIdle: 500, how: 'silent'});
	const client = await openRawWebSocket(relay.address);
	await pause(350);
	client.send(0x9);
	await pause(350);
	client.send(0x9);
	await pause(100);
	t.is(client.received().length, 4);
	await pause(600);
	client.send(0x9);
	t.is(await client.endedWithin(300), undefined);
	t.is(client.received().length, 4);
	await relay.close();
	await backend.close();
	client.close();
});

test('a silent cut keeps the reset of one side from the other', async t => {
	const server = await witness();
	const relay = await startRelay(server.address, {cutAfterIdle: 100, how: 'silent'});
	const client = await openRawWebSocket(relay.address);
	await pause(200);
	client.socket.resetAndDestroy();
	await pause(100);
	t.deepEqual(server.ends, []);
	await relay.close();
	await server.close();
});

test('passes an end and a reset on', async t => {
	const server = await witness();
	const relay = await startRelay(server.address, {how: 'fin'});
	const [first, second] = await Promise.all([openRawWebSocket(relay.address), openRawWebSocket(relay.address)]);
	first.socket.end();
	await pause(50);
	second.socket.resetAndDestroy();
	await pause(50);
	t.deepEqual(server.ends, ['fin', 'ECONNRESET']);
	await relay.close();
	await server.close();
});

test('resets a client whose target refuses', async t => {
	const target = await refusingPort();
	const relay = await startRelay(target.address, {how: 'fin'});
	const client = await openRawWebSocket(relay.address);
	t.is((await client.ended).ending, 'rst');
	await relay.close();
	await target.close();
});

test('says goodbye by a Close frame, and ends by FIN towards the server', async t => {
	const server = await witness();
	const relay = await startRelay(server.address, {cutAfterIdle: 200, how: 'close-frame'});
	const client = await openRawWebSocket(relay.address);
	t.like(await client.ended, {ending: 'close-frame', closeCode: 1001});
	await pause(30);
	t.deepEqual(server.ends, ['fin']);
	client.close();
	await relay.close();
	await server.close();
});

test('cuts at an age, however busy', async t => {
	const server = await witness();
	const relay = await startRelay(server.address, {lifetime: 600, how: 'fin'});
	const end = await patiently(
		async () => {
			const client = await openRawWebSocket(relay.address);
			const beat = setInterval(() => client.send(0x9), 100);
			return client.ended.finally(() => {
				clearInterval(beat);
				client.close();
			});
		},
		({ageMs}) => near(ageMs, 600),
	);
	t.is(end.ending, 'fin');
	t.true(near(end.ageMs, 600), `${end.ageMs} ms`);
	await relay.close();
	await server.close();
});
