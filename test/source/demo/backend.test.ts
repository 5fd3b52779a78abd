import test from 'ava';
import {type BackendOptions, startBackend} from '../../../source/demo/backend.ts';
import {near, patiently} from '../../helpers/patiently.ts';
import {openRawWebSocket, type RawEnd, type RawOptions, sampleAccept} from '../../helpers/raw-websocket.ts';

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

test('answers the handshake, a ping, a message and a Close frame', async t => {
	const backend = await startBackend();
	const client = await openRawWebSocket(backend.address);
	t.is(client.status, 101);
	t.true(client.head.includes(`Sec-WebSocket-Accept: ${sampleAccept}`));
	client.send(0x9, 'beat');
	client.send(0x1, 'echo');
	await pause(50);
	t.is(client.received().toString('latin1'), '\u008A\u0004beat\u0081\u0004echo');
	client.send(0x8, '\u0003\u00E8');
	t.like(await client.ended, {ending: 'close-frame'});
	await backend.close();
});

const answers = test.macro({
	title: (title, options: BackendOptions, request: RawOptions, status) => title ?? `${JSON.stringify(options)} gives ${status} to ${JSON.stringify(request)}`,
	exec: async (t, options: BackendOptions, request: RawOptions, status: number) => {
		const backend = await startBackend(options);
		const client = await openRawWebSocket(backend.address, request);
		t.is(client.status, status);
		client.close();
		await backend.close();
	},
});
const requestOf = (...lines: string[]) => ({request: [...lines, '', ''].join('\r\n')});

test(answers, {path: '/ws'}, {path: '/ws?room=1'}, 101);
test(answers, {path: '/ws'}, {path: '/chat'}, 404);
test(answers, {path: '/ws'}, requestOf('GET / HTTP/1.1', 'Host: a'), 200);
test(answers, {}, requestOf('GET / HTTP/1.1', 'Connection: keep-alive, Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 8'), 426);
test(answers, {}, requestOf('GET / HTTP/1.1', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'), 400);
test(answers, {answer: {status: 301, headers: {Location: 'wss://example.net/'}}}, {}, 301);
test(answers, {answer: 'control-characters'}, {}, 200);
test(answers, {answer: 'megabyte-headers'}, {}, 101);

test('garbage is no head at all, and then the end', async t => {
	const backend = await startBackend({answer: 'garbage'});
	const client = await openRawWebSocket(backend.address);
	t.is(client.status, undefined);
	t.is(client.received().length, 256);
	await backend.close();
});

test('a backend that says nothing is ended by close()', async t => {
	const backend = await startBackend({answer: 'nothing'});
	const opening = openRawWebSocket(backend.address);
	await pause(100);
	await backend.close();
	await backend.close();
	const client = await opening;
	t.is(client.status, undefined);
	t.true((await client.ended).silentMs >= 50);
});

const endings = test.macro({
	title: (title, options: BackendOptions, manner) => title ?? `${JSON.stringify(options)} ends a silent connection by ${manner}`,
	exec: async (t, options: BackendOptions, manner: RawEnd['ending'], code?: number) => {
		const backend = await startBackend(options);
		const {ending, ageMs, closeCode} = await patiently(
			async () => {
				const client = await openRawWebSocket(backend.address);
				return client.ended.finally(client.close);
			},
			end => near(end.ageMs, 600),
		);
		t.deepEqual([ending, closeCode], [manner, code]);
		t.true(near(ageMs, 600), `${ageMs} ms`);
		await backend.close();
	},
});

test(endings, {closeAfterIdle: {ms: 600, how: 'fin'}}, 'fin');
test(endings, {closeAfterIdle: {ms: 600, how: 'rst'}}, 'rst');
test(endings, {closeAfterIdle: {ms: 600, how: 'close-frame'}}, 'close-frame', 1001);
test(endings, {closeAfterIdle: {ms: 600, how: 'close-frame', code: 4000}}, 'close-frame', 4000);
test(endings, {lifetime: {ms: 600, how: 'fin'}}, 'fin');
test(endings, {lifetime: {ms: 600, how: 'rst'}}, 'rst');

const busy = async (options: BackendOptions) => {
	const backend = await startBackend(options);
	const client = await openRawWebSocket(backend.address);
	const beat = setInterval(() => client.send(0x9), 100);
	const end = await client.endedWithin(1000);
	clearInterval(beat);
	client.close();
	await backend.close();
	return end;
};

test('traffic keeps the idle timer from firing', async t => {
	t.is(await busy({closeAfterIdle: {ms: 400, how: 'fin'}}), undefined);
});

test('traffic does not lengthen a lifetime', async t => {
	const end = await patiently(
		() => busy({lifetime: {ms: 550, how: 'fin'}}),
		end => near(end?.ageMs, 550),
	);
	t.true(near(end?.ageMs, 550), `${end?.ageMs} ms`);
});
