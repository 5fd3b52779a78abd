import {agreesInManner} from '../../../source/clocks.ts';
import {formatDuration} from '../../../source/duration.ts';
import type {Diagnosis, Hop, ProofItem} from '../../../source/model.ts';
import {endingOf} from '../../reading/ends.ts';
import {isBetween, isHaproxy, type Suspect} from '../../reading/suspects.ts';
import {cutWords} from '../../reading/words.ts';
import {heartbeatBelow} from '../fixes.ts';
import {compared, decisive, met, unseen} from '../proof.ts';
import {cutRule, type PlaceSeen, type Scene} from '../scene.ts';
import {keeperInFront, namedPlaces, segmentBefore, segmentOf} from '../segment.ts';
import {anotherClock} from './haproxy-clock.ts';

/** The hops that stand before HAProxy; without an HAProxy on the path, all that are not the application. */
const inFront = ({hops}: Scene): readonly Hop[] => {
	const haproxy = hops.findIndex(isHaproxy);
	return hops.slice(0, haproxy === -1 ? hops.length : haproxy).filter(isBetween);
};

/** Where a named place stands among the hops is not known: then only the segment is named, and no product. */
const isUnplaced = (scene: Scene): boolean => namedPlaces(scene).length > 0;

/** The suspects, if all of them stand in front: more than one all need the same cure. */
const suspectsInFront = (scene: Scene): readonly Suspect[] => {
	if (isUnplaced(scene)) return [];
	const front = inFront(scene);
	// What the backend outlives by itself is not the application's doing, and what HAProxy outlives not that of a hop behind it.
	const suspects = scene.suspects.filter(({hop}) => (scene.atHaproxy === 'later' ? front.includes(hop) : scene.atBackend !== 'later' || isBetween(hop)));
	return suspects.every(({hop}) => front.includes(hop)) ? suspects : [];
};

const clockWords = ({hop, timer}: Suspect) => `${hop.product}'s ${timer.name} (${formatDuration(timer.ms as number)})`;

const timerProof = (suspects: readonly Suspect[], scene: Scene): readonly ProofItem[] => [
	decisive(
		met(
			`of all hops only ${suspects.map(clockWords).join(' and ')} agree${suspects.length > 1 ? '' : 's'} with the moment`,
			'idle',
			suspects.some(({timer}) => timer.origin === 'operator') ? 'timers' : 'path',
		),
	),
	...(suspects.length > 1 ? [unseen('which of them it is')] : []),
	...suspects.filter(({timer}) => timer.origin === 'default').map(({hop}) => unseen(`${hop.product} is set to its default`)),
	...suspects.map(
		({hop, timer}): ProofItem => ({
			says: `${hop.product} is known to end connections in this manner`,
			state: agreesInManner(timer.ending, endingOf(scene.cut)),
			evidence: ['idle'],
		}),
	),
];

const nameOf = (place: PlaceSeen | undefined): string => (place && place.name !== 'haproxy' ? place.name : 'HAProxy');

/** Named places that the cut is seen through, and so lie outside of it. */
const sharers = (scene: Scene): readonly ProofItem[] =>
	namedPlaces(scene)
		.filter(({fared}) => fared === 'same')
		.map(({name, step}) => met(`asked directly, ${name} loses the silent connection at the same moment`, step));

/** The proof that the cut is made in front: HAProxy itself outlives it, or nothing else can have made it. */
const proofOf = (scene: Scene, suspects: readonly Suspect[]): readonly ProofItem[] => {
	const keeper = keeperInFront(scene);
	const survived = `asked directly, ${nameOf(keeper)} keeps the silent connection longer`;
	if (keeper) return [decisive(met(survived, keeper.step, 'idle')), ...sharers(scene)];
	const alone = inFront(scene).length === 1 && !scene.hops.some(isHaproxy) && scene.atBackend === 'later';
	if (alone) return [decisive(met('it is the only hop before the application, which keeps the silent connection longer', 'path', 'idleAtBackend'))];
	if (suspects.length > 0) return [...timerProof(suspects, scene), ...(scene.hops.some(isHaproxy) ? [anotherClock(scene)] : [])];
	return scene.atBackend === 'later' ? [decisive(unseen(survived)), anotherClock(scene)] : [];
};

const hopOf = (scene: Scene, suspects: readonly Suspect[]): string => {
	const [only, ...others] = suspects.length > 0 ? suspects.map(({hop}) => hop) : inFront(scene);
	if (only && others.length === 0 && !isUnplaced(scene)) return only.product;
	return keeperInFront(scene) ? (segmentOf(scene) as string) : segmentBefore(scene, scene.hops.some(isHaproxy) ? 'haproxy' : 'backend');
};

const culprit = (hop: string, suspects: readonly Suspect[]): string =>
	suspects.length > 0
		? suspects.map(clockWords).join(' or ')
		: /^client→(haproxy|backend)$/.test(hop)
			? 'Something in front of HAProxy'
			: hop.includes('→')
				? `Something on ${hop}`
				: hop;

const diagnosis = (scene: Scene, suspects: readonly Suspect[], proof: readonly ProofItem[]): Diagnosis => {
	const hop = hopOf(scene, suspects);
	const [first] = suspects;
	const keeper = keeperInFront(scene);
	return {
		severity: 'problem',
		title: `${culprit(hop, suspects)} cuts the silent connection ${cutWords(scene.cut)}${keeper ? `, while ${nameOf(keeper)} itself keeps it` : ''}.`,
		why: 'Nothing further inward explains the cut: neither a timer of HAProxy nor one of the application.',
		hop,
		...(first && {timer: {name: first.timer.name, ms: first.timer.ms as number}}),
		proof: [
			...proof,
			...(scene.atHaproxy === 'later'
				? []
				: compared('asked directly, HAProxy keeps the silent connection longer', scene.atHaproxy, ['later'], 'idleAtHaproxy')),
			...compared('asked directly, the backend keeps the silent connection longer', scene.atBackend, ['later'], 'idleAtBackend'),
			...(first?.timer.kind === 'lifetime' ? [] : compared('a connection with pings lives longer', scene.whenBusy, ['later'], 'busy')),
		],
		fixes: [
			{title: `Raise the idle timer of ${suspects.length > 1 ? suspects.map(({hop}) => hop.product).join(' and ') : hop}`},
			...heartbeatBelow(first?.timer.ms ?? cutMs(scene)),
		],
	};
};

const cutMs = ({cut: {afterMs}}: Scene) => (typeof afterMs === 'number' ? afterMs : afterMs?.[0]);

/** A hop in front of HAProxy cuts the silent connection by FIN, RST or a Close frame. */
export default cutRule({
	code: 'idle/front-hop',
	outranks: ['idle/heartbeat-missing'],
	find(scene) {
		// A cut without any sign is the doing of what forgets flows: idle/silent-drop.
		if (endingOf(scene.cut) === 'silent') return;
		const suspects = suspectsInFront(scene);
		const proof = proofOf(scene, suspects);
		return proof.length > 0 ? diagnosis(scene, suspects, proof) : undefined;
	},
});
