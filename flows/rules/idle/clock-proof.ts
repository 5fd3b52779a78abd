import {agreesInTime} from '../../../source/clocks.ts';
import {formatDuration} from '../../../source/duration.ts';
import type {Hop, ProofItem, Timer} from '../../../source/model.ts';
import {isHaproxy} from '../../reading/suspects.ts';
import {cutWords} from '../../reading/words.ts';
import {compared, manner} from '../proof.ts';
import type {Scene} from '../scene.ts';
import {atNamedPlaces} from '../segment.ts';
import {type HaproxyClock, written} from './haproxy-clock.ts';

/** HAProxy logs a client's and a tunnel's timer as `cD`, a server's as `sD` (HAProxy manual §8.5; measured). */
const logged = ({name}: Timer, {termination}: Scene): readonly ProofItem[] => {
	if (termination === undefined) return [];
	const letters = name === 'timeout server' ? 'sD' : 'cD';
	return [
		{says: `HAProxy logs ${letters}, as it does for this timer`, state: termination.startsWith(letters) ? 'met' : 'contradicted', evidence: ['termination']},
	];
};

/** Another hop's clock that agrees as well, and that no comparison has cleared: what a person has set weighs as much as the file, a default less. */
const rivals = ({suspects, hops, atHaproxy, atBackend}: Scene): readonly ProofItem[] => {
	const haproxy = hops.findIndex(isHaproxy);
	const cleared = (hop: Hop) => (hops.indexOf(hop) < haproxy ? atHaproxy === 'same' : atBackend === 'later');
	return suspects
		.filter(({hop}) => !cleared(hop))
		.map(({hop, timer}) => ({
			says: `it is not ${hop.product}, whose ${timer.name} agrees as well`,
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

/** What proves that this clock of HAProxy ended the connection: moment, manner, place, and what others saw. */
export const proofOf = (clock: HaproxyClock, scene: Scene): readonly ProofItem[] => {
	const {timer, sure} = clock;
	const {cut} = scene;
	const source = timer.origin === 'configured' ? 'config' : 'timers';
	return [
		{
			says: `the cut came ${cutWords(cut)}, and ${written(clock)} is ${formatDuration(timer.ms as number)}`,
			state: agreesInTime(timer, cut.afterMs),
			decisive: true,
			evidence: ['idle', source],
		},
		...manner(timer.ending ?? 'fin', cut),
		...(sure ? [] : [{says: 'the request takes this route, which the file alone cannot decide', state: 'unseen', evidence: []} as ProofItem]),
		...atNamedPlaces(scene, 'same'),
		...compared('asked directly, HAProxy cuts at the same moment', scene.atHaproxy, ['same'], 'idleAtHaproxy'),
		...compared('asked directly, the backend keeps the silent connection longer', scene.atBackend, ['later'], 'idleAtBackend'),
		...compared('a connection with pings lives longer', scene.whenBusy, ['later'], 'busy'),
		...direction(timer, scene),
		...rivals(scene),
		...logged(timer, scene),
	];
};
