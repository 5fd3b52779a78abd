import test, {type ExecutionContext} from 'ava';
import {createInstruments} from '../../../source/instruments/index.ts';
import type {Idle, IdleEvent, Watch} from '../../../source/model.ts';
import {type Cut, cuttingRelay, type Loopback, listen} from '../../helpers/loopback.ts';
import {testWith} from '../../helpers/programs.ts';
import {type Opened, serveWebSocket, type TinyBackend, tinyBackend} from '../../helpers/tiny-backend.ts';
import {listenTls} from '../../helpers/tls.ts';

const never = new AbortController().signal;
const tolerance = 50;

const watchOf = (server: Loopback, more: Partial<Watch> = {}): Watch => ({
	place: 'public',
	target: {url: `ws://${server.address}/ws`},
	traffic: 'silent',
	limit: 2500,
	clocks: [],
	...more,
});

const run = async (server: Loopback, more: Partial<Watch> = {}) => {
	const told: IdleEvent[] = [];
	const found = await createInstruments({cookie: 'SID=secret-cookie-1'}).watch(watchOf(server, more), never, event => told.push(event));
	return {found, what: told.map(({what}) => what)};
};

const within = (t: ExecutionContext, found: unknown, expected: number, slack = tolerance) => {
	t.true(typeof found === 'number' && Math.abs(found - expected) <= slack, `${found} is not within ${slack} ms of ${expected}`);
};

const closed = (t: ExecutionContext, found: Idle): Idle & {outcome: 'closed'} => {
	if (found.outcome !== 'closed') throw t.fail(JSON.stringify(found)) as never;
	return found;
};

const survived = (t: ExecutionContext, found: Idle): Idle & {outcome: 'survived'} => {
	if (found.outcome !== 'survived') throw t.fail(JSON.stringify(found)) as never;
	return found;
};

const bracketHolds = (t: ExecutionContext, {afterMs}: Idle & {outcome: 'closed'}, ms: number) => {
	if (typeof afterMs !== 'object') return t.fail(`${afterMs} is no bracket`);
	const [alive, dead] = afterMs;
	// The relay counts from the connect, the watch from the 101 that follows it.
	t.true(alive < ms && ms <= dead + 5 && dead < 2 * ms, `${alive} < ${ms} <= ${dead}`);
};

/** Every socket the watch opened is closed soon after it has returned. */
const leavesNothing = async (t: ExecutionContext, server: Loopback) => {
	await new Promise(resolve => setTimeout(resolve, 100));
	t.is([...server.sockets].filter(socket => !socket.readableEnded && !socket.destroyed).length, 0);
};

for (const cut of ['fin', 'rst'] as const satisfies Cut[]) {
	test(`a relay that cuts with ${cut} after 900 ms of silence`, async t => {
		const backend = await tinyBackend();
		t.teardown(backend.close);
		const relay = await cuttingRelay(backend.port, 900, cut);
		t.teardown(relay.close);
		const {found, what} = await run(relay, {clocks: [900]});
		const end = closed(t, found);
		t.is(end.ending, cut);
		within(t, end.afterMs, 900);
		within(t, end.ageMs, 900);
		t.true(what.includes(cut.toUpperCase()) && what.includes('rung 0 s: pong'));
		await leavesNothing(t, relay);
		await Promise.all([relay.close(), backend.close()]);
	});
}

test('a relay that falls silent after a second: a bracket between rungs', async t => {
	const backend = await tinyBackend();
	t.teardown(backend.close);
	const relay = await cuttingRelay(backend.port, 1000, 'silent');
	t.teardown(relay.close);
	const {found, what} = await run(relay, {limit: 4000, clocks: [1000]});
	const end = closed(t, found);
	t.is(end.ending, 'silent');
	bracketHolds(t, end, 1000);
	t.true(end.rungs?.some(({pong}) => pong) && end.rungs.some(({pong}) => !pong));
	t.true(what.some(line => /^rung 1\.1 s: no pong$/.test(line)));
});

type Row = {backend: TinyBackend; more?: Partial<Watch>; check: (t: ExecutionContext, found: Idle, what: readonly string[]) => void};

const later = (ms: number, act: (opened: Opened) => void) => (opened: Opened) => void setTimeout(act, ms, opened);
const farewell = Buffer.concat([Buffer.from([3, 233]), Buffer.from('going \u001B away, secret-cookie-1')]);

const table: Record<string, Row> = {
	'a healthy backend': {
		backend: {},
		more: {limit: 1200},
		check: (t, found) => {
			const end = survived(t, found);
			within(t, end.ms, 1200);
			t.true(end.pongs);
			t.is(end.serverPings, 0);
			t.true(end.rungs?.length === 9 && end.rungs.every(({pong}) => pong));
		},
	},
	'a backend that answers no ping': {
		backend: {pongs: false},
		more: {limit: 1200},
		check: (t, found) => t.false(survived(t, found).pongs),
	},
	'a Close frame': {
		backend: {opened: later(700, ({send}) => send(8, farewell))},
		check: (t, found, what) => {
			const end = closed(t, found);
			t.like(end, {ending: 'close-frame', closeCode: 1001, closeReason: 'going · away, [redacted]'});
			within(t, end.afterMs, 700);
			t.true(what.includes("Close frame 1001 'going · away, [redacted]'"));
		},
	},
	'a Close frame without a code': {
		backend: {opened: later(300, ({send}) => send(8))},
		check: (t, found) => t.deepEqual([closed(t, found).ending, closed(t, found).closeCode], ['close-frame', undefined]),
	},
	'an immediate end': {
		backend: {opened: ({socket}) => socket.end()},
		check: (t, found) => {
			within(t, closed(t, found).afterMs, 0);
			t.is(closed(t, found).ending, 'fin');
		},
	},
	'a message, and RST together with it': {
		backend: {
			opened: later(500, ({socket, send}) => {
				send(1, Buffer.from('bye'));
				setImmediate(() => socket.resetAndDestroy());
			}),
		},
		check: (t, found) => {
			t.is(closed(t, found).ending, 'rst');
			within(t, closed(t, found).afterMs, 0);
			within(t, closed(t, found).ageMs, 500);
		},
	},
	'server pings': {
		backend: {opened: ({send, socket}) => void socket.once('close', clearInterval.bind(undefined, setInterval(send, 250, 9, Buffer.from('hi'))))},
		more: {limit: 1100},
		check: (t, found, what) => {
			t.true((survived(t, found).serverPings ?? 0) >= 3);
			t.true(what.includes('server ping seen'));
		},
	},
	'silence after a server ping counts from the pong': {
		backend: {
			opened: opened => {
				later(400, ({send}) => send(9))(opened);
				later(1000, ({socket}) => socket.end())(opened);
			},
		},
		check: (t, found) => {
			within(t, closed(t, found).afterMs, 600);
			within(t, closed(t, found).ageMs, 1000);
		},
	},
	'bytes that are no frame': {
		backend: {opened: ({socket}) => void socket.write('\u00FF\u001B[2Jnonsense')},
		more: {limit: 1000},
		check: (t, found, what) => {
			survived(t, found);
			t.is(what.filter(line => line === 'not a WebSocket frame').length, 1);
		},
	},
	'a middlebox that answers the first ping after 600 ms with RST': {
		backend: {
			pongs: false,
			opened: later(600, ({socket}) => late.add(socket)),
			frame: (opcode, payload, {socket, send}) => {
				if (opcode !== 9) return;
				if (late.has(socket)) socket.resetAndDestroy();
				else send(10, payload);
			},
		},
		more: {limit: 3000},
		check: (t, found) => {
			const end = closed(t, found);
			t.is(end.ending, 'rst');
			bracketHolds(t, end, 600);
		},
	},
	'busy: a lifetime of 900 ms': {
		backend: {opened: later(900, ({socket}) => socket.end())},
		more: {traffic: 'pings'},
		check: (t, found) => {
			const end = closed(t, found);
			t.is(end.ending, 'fin');
			within(t, end.afterMs, 900);
			t.is(end.afterMs, end.ageMs);
		},
	},
	'busy: it survives': {
		backend: {},
		more: {traffic: 'pings', limit: 900},
		check: (t, found) => {
			within(t, survived(t, found).ms, 900);
			t.true(survived(t, found).pongs);
		},
	},
	'busy: a backend that answers no ping': {
		backend: {pongs: false},
		more: {traffic: 'pings', limit: 900},
		check: (t, found) => t.false(survived(t, found).pongs),
	},
};

const late = new WeakSet<object>();

test('only the client sends: a server that ends by its own silence ends it, and is owed nothing', async t => {
	const heard: number[] = [];
	const server = await tinyBackend({opened: later(900, ({socket}) => socket.end()), frame: opcode => void heard.push(opcode)});
	t.teardown(server.close);
	const end = closed(t, (await run(server, {traffic: 'clientOnly'})).found);
	t.is(end.ending, 'fin');
	within(t, end.afterMs, 900);
	t.true(heard.length > 3 && heard.every(opcode => opcode === 10));
	await leavesNothing(t, server);
});

test('only the client sends: a relay that counts every byte keeps it', async t => {
	const backend = await tinyBackend();
	t.teardown(backend.close);
	const relay = await cuttingRelay(backend.port, 400, 'fin');
	t.teardown(relay.close);
	within(t, survived(t, (await run(relay, {traffic: 'clientOnly', limit: 1200})).found).ms, 1200);
});

test('only the client sends: where nobody answers in the end, nobody can tell', async t => {
	const server = await tinyBackend({pongs: false});
	t.teardown(server.close);
	await t.throwsAsync(run(server, {traffic: 'clientOnly', limit: 400}), {message: /nobody can tell/});
});

test('alone: one connection, opened late, that neither hears of cuts nor tells of its own', async t => {
	let opened = 0;
	const server = await tinyBackend({opened: () => void opened++});
	t.teardown(server.close);
	const cutting = await tinyBackend({opened: later(200, ({socket}) => socket.end())});
	t.teardown(cutting.close);
	const {watch} = createInstruments();
	const startedAt = performance.now();
	const [first, other] = await Promise.all([
		watch(watchOf(server, {place: 'trial 2', alone: true, delay: 300, limit: 1800}), never, () => {}),
		watch(watchOf(cutting, {place: 'trial 3', alone: true}), never, () => {}),
	]);
	within(t, survived(t, first).ms, 1800);
	// Node may fire each of the two timers a millisecond early; without the delay it would be 1800.
	t.true(performance.now() - startedAt >= 2090);
	t.is(closed(t, other).ending, 'fin');
	t.is(opened, 1);
});

for (const [title, {backend, more, check}] of Object.entries(table)) {
	test(`watch: ${title}`, async t => {
		const server = await tinyBackend(backend);
		t.teardown(server.close);
		const {found, what} = await run(server, more);
		check(t, found, what);
		await leavesNothing(t, server);
	});
}

test('busy: pings that stay unanswered although the first was not', async t => {
	const backend = await tinyBackend();
	t.teardown(backend.close);
	const relay = await cuttingRelay(backend.port, 100, 'silent');
	t.teardown(relay.close);
	const end = closed(t, (await run(relay, {traffic: 'pings', limit: 5000})).found);
	t.is(end.ending, 'silent');
	t.true(Array.isArray(end.afterMs) && end.afterMs[0] < 50 && Math.abs(end.afterMs[1] - 250) < tolerance);
	t.is(end.ageMs, [end.afterMs].flat()[1]);
});

test('places tell each other: what outlives the cut by a margin stops', async t => {
	const backend = await tinyBackend();
	t.teardown(backend.close);
	const relay = await cuttingRelay(backend.port, 600, 'fin');
	t.teardown(relay.close);
	const own = await tinyBackend({opened: later(1200, ({socket}) => socket.end())});
	t.teardown(own.close);
	const {watch} = createInstruments();
	const limit = 60_000;
	const [outer, inner, busy, closing] = await Promise.all([
		watch(watchOf(relay, {limit}), never, () => {}),
		watch(watchOf(backend, {place: 'backend', limit}), never, () => {}),
		watch(watchOf(backend, {place: 'backend', limit, traffic: 'pings'}), never, () => {}),
		watch(watchOf(own, {place: 'other', limit}), never, () => {}),
	]);
	within(t, closed(t, outer).afterMs, 600);
	// The margin is one second, and no watch stops before it.
	for (const found of [inner, busy]) {
		within(t, survived(t, found).ms, 1620, 120);
		t.true(survived(t, found).pongs);
	}

	within(t, closed(t, closing).afterMs, 1200);
});

test('`conclude` gives what is known, at once', async t => {
	const backend = await tinyBackend();
	t.teardown(backend.close);
	const controller = new AbortController();
	let expected = 0;
	const notify = ({ms, what}: IdleEvent) => {
		if (what !== 'rung 0 s: pong') return;
		expected = ms + 400;
		setTimeout(() => controller.abort('conclude'), 400);
	};

	const end = survived(t, await createInstruments().watch(watchOf(backend, {limit: 60_000}), controller.signal, notify));
	within(t, end.ms, expected);
	t.true(end.pongs);
	await leavesNothing(t, backend);
});

test('any other abort closes everything and rejects with its reason', async t => {
	const backend = await tinyBackend();
	t.teardown(backend.close);
	const controller = new AbortController();
	setTimeout(() => controller.abort(new Error('Back was pressed')), 300);
	await t.throwsAsync(
		createInstruments().watch(watchOf(backend, {limit: 60_000}), controller.signal, () => {}),
		{message: 'Back was pressed'},
	);
	await leavesNothing(t, backend);
});

test('without a 101 there is nothing to watch', async t => {
	const server = await listen(socket => void socket.once('data', () => socket.end('HTTP/1.1 404 Not Found\r\n\r\n')));
	t.teardown(server.close);
	await t.throwsAsync(run(server), {message: 'the handshake failed: status 404 Not Found instead of 101'});
	const silent = await listen(() => {});
	t.teardown(silent.close);
	const early = createInstruments().watch(watchOf(silent), AbortSignal.timeout(200), () => {});
	await t.throwsAsync(early, {any: true, name: 'TimeoutError'});
	const controller = new AbortController();
	setTimeout(() => controller.abort('conclude'), 100);
	await t.throwsAsync(
		createInstruments().watch(watchOf(silent), controller.signal, () => {}),
		{message: 'it was stopped before the handshake was over'},
	);
});

for (const cut of ['fin', 'rst'] as const satisfies Cut[]) {
	testWith('openssl', `over TLS, a relay that cuts with ${cut} after 700 ms of silence`, async t => {
		const backend = await listenTls(serveWebSocket());
		t.teardown(backend.close);
		const relay = await cuttingRelay(backend.port, 700, cut);
		t.teardown(relay.close);
		const target = {url: 'wss://doctor.test/ws', connectTo: relay.address};
		const end = closed(t, await createInstruments({insecure: true}).watch(watchOf(relay, {target}), never, () => {}));
		t.is(end.ending, cut);
		within(t, end.afterMs, 700);
	});
}
