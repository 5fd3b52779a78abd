import {access, readFile, stat} from 'node:fs/promises';
import {dirname} from 'node:path';
import test from 'ava';
import {type Chain, startChain} from '../../../source/demo/chain.ts';
import {type Fault, faults} from '../../../source/demo/faults.ts';
import {haproxyExpected, testHaproxy} from '../../helpers/haproxy.ts';
import {near, patiently} from '../../helpers/patiently.ts';
import {openRawWebSocket} from '../../helpers/raw-websocket.ts';

/** What a client sees of a fault: the answer, when it came, and how the silent connection ended. */
type Seen = {status: number | undefined; head: string; headMs: number; ending?: string; closeCode?: number; silentMs?: number; pong?: boolean};
type Expected = Omit<Seen, 'head'>;

const hold = 5000;
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const clock = (text: string) => text.replaceAll(/:\d{4,5}\b/g, ':PORT');

const observe = async ({url}: Chain): Promise<Seen> => {
	const {host, pathname} = new URL(url);
	const client = await openRawWebSocket(host, {path: pathname});
	const {status, head, headMs} = client;
	const end = status === 101 ? await client.endedWithin(hold) : undefined;
	const alive = status === 101 && !end;
	if (alive) client.send(0x9);
	await pause(alive ? 200 : 0);
	const pong = client.received().length > 0;
	client.close();
	const base = {status, head, headMs, ...(alive ? {pong} : {})};
	return end ? {...base, ending: end.ending, silentMs: end.silentMs, ...(end.closeCode === undefined ? {} : {closeCode: end.closeCode})} : base;
};

const never: Expected = {status: 0, headMs: 0};
const expected: Record<string, Expected> = {
	'no-tunnel': {status: 101, headMs: 0, ending: 'fin', silentMs: 3000},
	'tunnel-unit': {status: 101, headMs: 0, ending: 'fin', silentMs: 3600},
	'tunnel-not-applied': {status: 101, headMs: 0, ending: 'fin', silentMs: 3000},
	'backend-closes': {status: 101, headMs: 0, ending: 'close-frame', closeCode: 1001, silentMs: 4000},
	'front-silent': {status: 101, headMs: 0, pong: false},
	'front-fin': {status: 101, headMs: 0, ending: 'fin', silentMs: 3000},
	lifetime: {status: 101, headMs: 0, ending: 'fin', silentMs: 4000},
	'route-missed': {status: 404, headMs: 0},
	'backend-down': {status: 503, headMs: 3000},
	healthy: {status: 101, headMs: 0, pong: true},
};

const looksRight = (seen: Seen, wanted: Expected) => near(seen.headMs, wanted.headMs) && near(seen.silentMs, wanted.silentMs);

type Run = Promise<{seen: Seen; text: string}>;

const run = async (fault: Fault, chain: Chain): Run => {
	const seen = await patiently(
		() => observe(chain),
		seen => looksRight(seen, expected[fault.id] ?? never),
	);
	const text = await readFile(chain.configPath, 'utf8');
	await chain.close();
	return {seen, text};
};

const shows = test.macro({
	title: (_, fault: Fault, haproxy: string) => `${fault.id} shows itself with the ${haproxy}`,
	exec: async (t, fault: Fault, _: string, running: Run) => {
		const {head, headMs, silentMs, ...manner} = (await running).seen;
		const {headMs: wantedHeadMs, silentMs: wantedSilentMs, ...wantedManner} = expected[fault.id] ?? never;
		t.deepEqual(manner, wantedManner);
		t.true(near(headMs, wantedHeadMs), `head after ${headMs} ms`);
		t.true(near(silentMs, wantedSilentMs), `end after ${silentMs} ms`);
	},
});

const agrees = test.macro({
	title: (_, fault: Fault) => `${fault.id} looks the same with both`,
	exec: async (t, _: Fault, real: Run, standIn: Run) => {
		const {headMs, silentMs, ...manner} = (await standIn).seen;
		const {headMs: realHeadMs, silentMs: realSilentMs, ...realManner} = (await real).seen;
		t.deepEqual(manner, realManner);
		t.true(near(headMs, realHeadMs, 100), `${headMs} and ${realHeadMs} ms`);
		t.true(near(silentMs, realSilentMs, 100), `${silentMs} and ${realSilentMs} ms`);
		t.is(clock((await standIn).text), clock((await real).text));
	},
});

// All chains are up before the first is watched, and the watching begins one after another, so that starting disturbs no timing.
const chains: Array<{fault: Fault; real: Chain | undefined; standIn: Chain}> = [];
for (const fault of faults) {
	const real = haproxyExpected ? await startChain(fault, {haproxy: 'real'}) : undefined;
	chains.push({fault, real, standIn: await startChain(fault, {haproxy: 'stand-in'})});
}

for (const [index, {fault, real, standIn}] of chains.entries()) {
	const begin = (chain: Chain | undefined, turn: number): Run => (chain ? pause(turn * 15).then(() => run(fault, chain)) : new Promise(() => {}));
	const byStandIn = begin(standIn, 2 * index);
	const byReal = begin(real, 2 * index + 1);
	test(shows, fault, 'stand-in', byStandIn);
	testHaproxy(shows, fault, 'real haproxy', byReal);
	testHaproxy(agrees, fault, byReal, byStandIn);
}

test('each fault has what it takes to be shown within 15 s', t => {
	t.deepEqual(faults.map(({id}) => id).sort(), Object.keys(expected).sort());
	t.true(faults.every(({idle}) => idle >= 8000 && idle <= 10_000));
});

test('the URL is the outermost place, and only the operator may read the files, until the end', async t => {
	const chain = await startChain({...faults[0], front: {how: 'fin'}}, {haproxy: 'stand-in'});
	t.true(chain.standsIn);
	t.false(chain.url.includes(chain.haproxy));
	t.is((await stat(dirname(chain.configPath))).mode & 0o777, 0o700);
	t.is((await stat(chain.configPath)).mode & 0o777, 0o600);
	const client = await openRawWebSocket(chain.haproxy);
	await chain.close();
	await chain.close();
	await client.ended;
	await t.throwsAsync(access(dirname(chain.configPath)));
	await t.throwsAsync(openRawWebSocket(chain.backend));
});

test('a hop behind HAProxy stands between it and the backend', async t => {
	const chain = await startChain({...faults[0], behind: {cutAfterIdle: 300, how: 'fin'}}, {haproxy: 'stand-in'});
	const [end, inside] = await Promise.all([
		patiently(
			async () => (await openRawWebSocket(chain.haproxy)).ended,
			({silentMs}) => near(silentMs, 300),
		),
		openRawWebSocket(chain.backend),
	]);
	t.true(near(end.silentMs, 300), `${end.silentMs} ms`);
	t.is(await inside.endedWithin(200), undefined);
	inside.close();
	await chain.close();
});
