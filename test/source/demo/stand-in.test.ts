import {mkdtemp, rm} from 'node:fs/promises';
import type {Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {configurationText, type Settings} from '../../../source/demo/configuration.ts';
import {startHaproxy} from '../../../source/demo/haproxy.ts';
import {freePort, listen, portOf, refusingPort} from '../../../source/demo/listener.ts';
import {startStandIn} from '../../../source/demo/stand-in.ts';
import {haproxyExpected, testHaproxy} from '../../helpers/haproxy.ts';
import {near, patiently} from '../../helpers/patiently.ts';
import {openRawWebSocket, type RawWebSocket} from '../../helpers/raw-websocket.ts';

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const switching =
	'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n';

/** What happened to the server's connection, in order. */
type ServerSide = {request: string; ends: string[]; socket?: Socket};

type Scene = {
	readonly says: string;
	readonly settings: Settings;
	/** Whether the server closes when it gets a FIN, as most do. */
	readonly closes?: boolean;
	/** What the server does with a request; fallback: switch protocols. */
	readonly serve?: (socket: Socket) => void;
	/** What the client and the server do once there is an answer. */
	readonly act?: (client: RawWebSocket, server: ServerSide) => Promise<void>;
	/** What the client sees: status, milliseconds to the answer, then its end and the silence before. */
	readonly client: readonly [status: number | undefined, headMs: number, ending?: string, silentMs?: number];
	/** What the server sees; left out where HAProxy itself does it now by FIN, now by RST. */
	readonly server?: readonly string[];
};

type Stage = {readonly address: string; readonly server: ServerSide; readonly close: () => Promise<unknown>};

/** A server that does what the scene says, and the hop in front of it. */
const build = async ({settings, serve, closes}: Scene, startHop: (text: string) => Promise<{close: () => Promise<void>}>): Promise<Stage> => {
	const server: ServerSide = {request: '', ends: []};
	const listener = await listen(socket => {
		server.socket = socket;
		if (closes) socket.on('end', () => socket.end());
		socket.on('end', () => server.ends.push('fin')).on('error', (error: NodeJS.ErrnoException) => server.ends.push(error.code ?? ''));
		socket.once('data', data => {
			server.request = String(data).replace(/^host: .*$/m, 'host: …');
			if (serve) serve(socket);
			else socket.write(switching);
		});
	});
	const port = await freePort();
	const hop = await startHop(configurationText(settings, {public: port, websocket: portOf(listener.address), web: portOf(refusing.address)}));
	return {address: `127.0.0.1:${port}`, server, close: () => Promise.all([hop.close(), listener.close()])};
};

const play = async ({act}: Scene, {address, server}: Stage) => {
	server.ends = [];
	const client = await openRawWebSocket(address, {path: '/ws', headers: ['X-Mixed-Case: Kept Value']});
	await act?.(client, server);
	const end = await client.endedWithin(2500);
	await pause(50);
	client.close();
	const {status, head, headMs} = client;
	return {status, head, headMs, body: String(client.received()), ending: end?.ending, silentMs: end?.silentMs, ends: server.ends, request: server.request};
};

const refusing = await refusingPort();

const realHop = async (text: string) => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	const {close} = await startHaproxy(text, folder);
	return {
		close: async () => {
			await close();
			await rm(folder, {recursive: true});
		},
	};
};

const timers = (client: string, server: string) => ({defaults: {connect: '2s', client, server}});

const scenes: readonly Scene[] = [
	{says: 'client shorter', settings: timers('1s', '2s'), closes: true, client: [101, 0, 'fin', 1000], server: ['fin']},
	{says: 'client shorter, and the server stays half-open', settings: timers('1s', '2s'), client: [101, 0, 'fin', 2000], server: ['fin']},
	{says: 'both equal', settings: timers('1s', '1s'), closes: true, client: [101, 0, 'fin', 1000], server: ['ECONNRESET']},
	{says: 'server shorter', settings: timers('2s', '1s'), client: [101, 0, 'fin', 1000], server: ['ECONNRESET']},
	{says: 'tunnel', settings: {...timers('1s', '1s'), websocket: {tunnel: '1500'}}, client: [101, 0, 'fin', 1500], server: ['ECONNRESET']},
	{says: 'tunnel in the frontend', settings: {...timers('1s', '2s'), frontend: {tunnel: '5s'}}, closes: true, client: [101, 0, 'fin', 1000], server: ['fin']},
	{
		says: 'a byte from the client starts every timer again',
		settings: timers('1s', '2s'),
		closes: true,
		act: async client => {
			await pause(700);
			client.send(0x9);
		},
		client: [101, 0, 'fin', 1000],
		server: ['fin'],
	},
	{
		says: 'a byte from the server does, too',
		settings: timers('1s', '2s'),
		closes: true,
		act: async (_, {socket}) => {
			await pause(700);
			socket?.write('byte');
		},
		client: [101, 0, 'fin', 1000],
		server: ['fin'],
	},
	{
		says: 'the server ends',
		settings: timers('1s', '1s'),
		act: async (_, {socket}) => {
			await pause(300);
			socket?.end();
		},
		client: [101, 0, 'fin', 300],
		server: ['fin'],
	},
	{
		says: 'the server resets',
		settings: timers('1s', '1s'),
		act: async (_, {socket}) => {
			await pause(300);
			socket?.resetAndDestroy();
		},
		client: [101, 0, 'fin', 300],
		server: [],
	},
	{
		says: 'the client ends, and the server does not',
		settings: timers('1s', '1500'),
		act: async client => {
			client.socket.end();
		},
		client: [101, 0, 'fin', 1500],
		server: ['fin'],
	},
	{
		says: 'the client resets',
		settings: timers('1s', '1s'),
		act: async client => {
			client.socket.resetAndDestroy();
		},
		client: [101, 0],
		server: ['ECONNRESET'],
	},
	{says: 'no answer', settings: timers('1s', '1s'), serve: () => {}, client: [504, 1000, 'fin', 1000], server: ['ECONNRESET']},
	{says: 'an end instead of an answer', settings: timers('1s', '1s'), serve: socket => socket.end(), client: [502, 0, 'fin', 1000], server: ['fin']},
	{
		says: 'a plain answer',
		settings: timers('1s', '1s'),
		serve: socket => socket.end('HTTP/1.1 403 Forbidden\r\nX-One: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno'),
		client: [403, 0, 'fin', 1000],
	},
	{says: 'a refusing server', settings: {...timers('1s', '1s'), acl: 'path /none'}, client: [503, 3000, 'fin', 1000], server: []},
];

type Played = ReturnType<typeof play>;

/** Plays a scene until its moments are right, and takes its stage down. */
const run = async (scene: Scene, stage: Stage): Played => {
	const played = await patiently(
		() => play(scene, stage),
		({headMs, silentMs}) => near(headMs, scene.client[1]) && near(silentMs, scene.client[3]),
	);
	await stage.close();
	return played;
};

const plays = test.macro({
	title: (_, scene: Scene, hop: string) => `${scene.says}, by ${hop}`,
	exec: async (t, scene: Scene, _: string, played: Played) => {
		const {status, headMs, ending, silentMs, ends} = await played;
		const [wantedStatus, wantedHeadMs, wantedEnding, wantedSilentMs] = scene.client;
		t.deepEqual([status, ending], [wantedStatus, wantedEnding]);
		t.deepEqual(ends, scene.server ?? ends);
		t.true(near(headMs, wantedHeadMs), `answer after ${headMs} ms`);
		t.true(near(silentMs, wantedSilentMs), `end after ${silentMs} ms`);
	},
});

const alike = test.macro({
	title: (_, scene: Scene) => `${scene.says}: the same bytes by both`,
	exec: async (t, _: Scene, real: Played, standIn: Played) => {
		const {head, body, request} = await standIn;
		const {head: realHead, body: realBody, request: realRequest} = await real;
		t.deepEqual({head, body, request}, {head: realHead, body: realBody, request: realRequest});
	},
});

// All hops are up before the first scene, and the scenes begin one after another, so that starting disturbs no timing.
const stages: Array<{scene: Scene; real: Stage | undefined; standIn: Stage}> = [];
for (const scene of scenes) stages.push({scene, real: haproxyExpected ? await build(scene, realHop) : undefined, standIn: await build(scene, startStandIn)});

for (const [index, {scene, real, standIn}] of stages.entries()) {
	const begin = (stage: Stage | undefined, turn: number): Played => (stage ? pause(turn * 15).then(() => run(scene, stage)) : new Promise(() => {}));
	const byStandIn = begin(standIn, 2 * index);
	const byReal = begin(real, 2 * index + 1);
	test(plays, scene, 'stand-in', byStandIn);
	testHaproxy(plays, scene, 'haproxy', byReal);
	testHaproxy(alike, scene, byReal, byStandIn);
}

test.after.always(refusing.close);
