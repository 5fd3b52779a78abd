import {agreesInTime} from '../../../source/clocks.ts';
import {formatDuration} from '../../../source/duration.ts';
import type {Hop, ProofItem, Timer} from '../../../source/model.ts';
import {bracketOf} from '../../reading/ends.ts';
import {isHaproxy} from '../../reading/suspects.ts';
import {cutWords} from '../../reading/words.ts';
import {loggedBy} from '../logged.ts';
import {compared, decisive, manner, unseen} from '../proof.ts';
import type {Scene} from '../scene.ts';
import {atNamedPlaces} from '../segment.ts';
import {type HaproxyClock, mayLinger, written} from './haproxy-clock.ts';
import {askPast} from './next-test.ts';

/** HAProxy logs a client's and a tunnel's timer as `cD`, a server's as `sD` (HAProxy manual §8.5; measured). */
const log = ({name}: Timer, {logged}: Scene): readonly ProofItem[] => loggedBy(logged, name === 'timeout server' ? 'serverTimer' : 'clientTimer');

/** Another hop's clock that agrees as well, and that no comparison has cleared: what a person has set weighs as much as the file, a default less. */
const rivals = (scene: Scene): readonly ProofItem[] => {
	const {suspects, hops, atHaproxy, atBackend} = scene;
	const haproxy = hops.findIndex(isHaproxy);
	const cleared = (hop: Hop) => (hops.indexOf(hop) < haproxy ? atHaproxy === 'same' : atBackend === 'later');
	return suspects
		.filter(({hop}) => !cleared(hop))
		.map(({hop, timer}) => ({
			says: `it is not ${hop.product}, whose ${timer.name} agrees as well: if it were, ${askPast(scene, hop)}`,
			state: 'unseen',
			decisive: timer.origin === 'operator',
			evidence: [],
		}));
};

/** Any byte resets a timer of HAProxy, unless its streams are independent. */
const direction = ({resetBy}: Timer, {clientAlone}: Scene): readonly ProofItem[] =>
	resetBy === 'server' || resetBy === 'each'
		? compared('with independent streams, what the client alone sends does not keep the connection', clientAlone, ['same'], 'clientOnly')
		: compared('what the client alone sends keeps the connection', clientAlone, ['later'], 'clientOnly');

/** A bracket no wider than the rungs around a clock. */
const isNarrow = ({cut}: Scene): boolean => {
	const [from, to] = bracketOf(cut) ?? [];
	return from !== undefined && to !== undefined && to - from <= Math.max(500, to / 10);
};

/** HAProxy ends by FIN, unless its FIN to the server is ignored: then the connection is only deaf until the server's timer. */
const mannerOf = ({timer}: HaproxyClock, scene: Scene): readonly ProofItem[] => {
	if (timer.name !== 'timeout client' || !mayLinger(scene)) return manner(timer.ending ?? 'fin', scene.cut);
	const item = unseen(
		'that it falls silent because the server ignores the FIN which HAProxy sends it at this timer: then FIN follows at "timeout server", logged as cD',
	);
	return [isNarrow(scene) ? item : decisive(item)];
};

/** What proves that this clock of HAProxy ended the connection: moment, manner, place, and what others saw. */
export const proofOf = (clock: HaproxyClock, scene: Scene): readonly ProofItem[] => {
	const {timer, sure} = clock;
	const {cut} = scene;
	const source = timer.origin === 'configured' ? 'config' : timer.origin === 'default' ? 'path' : 'timers';
	return [
		{
			says: `the cut came ${cutWords(cut)}, and ${written(clock)} is ${formatDuration(timer.ms as number)}`,
			state: agreesInTime(timer, cut.afterMs),
			decisive: true,
			evidence: ['idle', source],
		},
		...mannerOf(clock, scene),
		...(sure ? [] : [{says: 'the request takes this route, which the file alone cannot decide', state: 'unseen', evidence: []} as ProofItem]),
		...atNamedPlaces(scene, 'same'),
		...compared('asked directly, HAProxy cuts at the same moment', scene.atHaproxy, ['same'], 'idleAtHaproxy'),
		...compared('asked directly, the backend keeps the silent connection longer', scene.atBackend, ['later'], 'idleAtBackend'),
		...compared('a connection with pings lives longer', scene.whenBusy, ['later'], 'busy'),
		...direction(timer, scene),
		...rivals(scene),
		...log(timer, scene),
	];
};
