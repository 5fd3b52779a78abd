import test from 'ava';
import {createInstruments} from '../../../source/instruments/index.ts';
import type {Idle, IdleEvent, Watch} from '../../../source/model.ts';
import {assess} from '../../helpers/assess.ts';
import {cuttingRelay} from '../../helpers/loopback.ts';
import {tinyBackend} from '../../helpers/tiny-backend.ts';

const watchOf = async (address: string, limit: number): Promise<{found: Idle; told: readonly IdleEvent[]}> => {
	const told: IdleEvent[] = [];
	const watch: Watch = {place: 'public', target: {url: `ws://${address}/ws`}, traffic: 'silent', limit, clocks: []};
	return {found: await createInstruments().watch(watch, new AbortController().signal, event => told.push(event)), told};
};

test('younger reserves narrow the bracket as soon as a rung gets no answer', async t => {
	const backend = await tinyBackend();
	t.teardown(backend.close);
	const relay = await cuttingRelay(backend.port, 4600, 'silent');
	t.teardown(relay.close);
	const {found, told} = await watchOf(relay.address, 12_000);
	if (found.outcome !== 'closed' || typeof found.afterMs !== 'object') return t.fail(JSON.stringify(found));
	const [alive, gone] = found.afterMs;
	t.true(alive < 4600 && gone >= 4600, `${alive} to ${gone}`);
	// Without the reserves: alive at 4.14 s, gone by 5.9 s.
	t.true(gone - alive < 1200, `${alive} to ${gone}`);
	t.true(told.some(({what}) => /^reserve .* pong$/.test(what)));
	t.true(told.some(({what}) => what === 'rung 4.14 s: pong, not before 4.14 s then'));
	t.true((told.at(-1)?.ms ?? 0) < 9000, 'nobody waits for them');
});

test('rungs that somebody ends while the watcher lives are counted, and no timer is accused', async t => {
	let opened = 0;
	const ends = new Map([
		[7, 1100],
		[8, 1600],
	]);
	const backend = await tinyBackend({
		opened: ({socket}) => {
			const ms = ends.get(opened++);
			if (ms !== undefined) setTimeout(() => socket.end(), ms);
		},
	});
	t.teardown(backend.close);
	const {found} = await watchOf(backend.address, 2500);
	t.is(found.outcome, 'survived');
	const cuts = (found.rungs ?? []).filter(({cut}) => cut === 'fin').map(({ms}) => ms);
	t.is(cuts.length, 2);
	t.true(Math.abs((cuts[0] as number) - 1100) < 150 && Math.abs((cuts[1] as number) - 1600) < 150, `${cuts}`);
	const {verdict, exitCode} = assess({upgrade: {status: 101}, idle: found});
	t.deepEqual([verdict?.code, verdict?.certainty, exitCode], ['life/unstable', 'likely', 1]);
	const once = assess({upgrade: {status: 101}, idle: {...found, rungs: (found.rungs ?? []).filter(({cut, ms}) => !cut || ms < 1400)}});
	t.deepEqual([once.verdict, once.exitCode], [null, 3], 'one end alone is a failure, and no proof');
	const crowded = assess({upgrade: {status: 101}, idle: {...found, rungs: (found.rungs ?? []).map(rung => ({...rung, ms: rung.cut ? 5 : rung.ms}))}});
	t.deepEqual([crowded.verdict, crowded.exitCode], [null, 0], 'what is turned away at once may have been one too many');
});
