import type {ExecutionContext} from 'ava';
import {createInstruments} from '../../source/instruments/index.ts';
import {testHaproxy} from '../helpers/haproxy.ts';
import {chainOf} from '../helpers/opened-chain.ts';
import {near, patiently} from '../helpers/patiently.ts';

const runs = 10;

/** How long each of ten watchers, side by side, saw silence before the cut. */
const tenSilences = (url: string) => {
	const {watch} = createInstruments();
	const one = async (place: string) => {
		const seen = await watch({place, target: {url}, traffic: 'silent', limit: 5000, clocks: []}, new AbortController().signal, () => {});
		return seen.outcome === 'closed' && typeof seen.afterMs === 'number' ? seen.afterMs : undefined;
	};

	return Promise.all(Array.from({length: runs}, (_, index) => one(`run ${index}`)));
};

const atTheTimer = async (t: ExecutionContext, timeouts: Readonly<Record<string, string>>) => {
	const chain = await chainOf({settings: {defaults: {connect: '2s', ...timeouts}}})();
	t.teardown(chain.close);
	const silences = await patiently(
		() => tenSilences(chain.url),
		seen => seen.every(ms => near(ms, 3000)),
	);
	t.log(silences.join(' '));
	t.is(silences.filter(ms => near(ms, 3000)).length, runs);
};

testHaproxy('ten silent connections end within 50 ms of the client timer', t => atTheTimer(t, {client: '3s', server: '6s'}));
testHaproxy('ten silent connections end within 50 ms of the server timer', t => atTheTimer(t, {client: '6s', server: '3s'}));
testHaproxy('ten silent connections end within 50 ms of the tunnel timer', t => atTheTimer(t, {client: '1s', server: '6s', tunnel: '3s'}));
