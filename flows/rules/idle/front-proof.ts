import type {ProofItem} from '../../../source/model.ts';
import {canonical, layerOf} from '../../../source/products/index.ts';
import {sendsCloseFrames} from '../../reading/close-frames.ts';
import {agreesInEnding, bracketOf, endingOf} from '../../reading/ends.ts';
import {isHaproxy, isOfRequests, type Suspect} from '../../reading/suspects.ts';
import {decisive, met, unseen} from '../proof.ts';
import type {PlaceSeen, Scene} from '../scene.ts';
import {keeperInFront, namedPlaces} from '../segment.ts';
import {clockWords, inFront} from './front-suspects.ts';
import {anotherClock} from './haproxy-clock.ts';
import {askPast, nextTest} from './next-test.ts';

const setting = ({timer}: Suspect): string => (timer.origin === 'default' ? ', set to its default' : '');

/** A hop that was only told with its timer, or an unknown one beside an HAProxy that was not named, may as well stand behind HAProxy. */
const unplaced = ({path = [], hops}: Scene, suspects: readonly Suspect[]): readonly ProofItem[] => {
	if (!hops.some(isHaproxy)) return [];
	const told = path.map(canonical);
	const named = told.some(product => layerOf(product) === 'haproxy') || hops.some(hop => isHaproxy(hop) && told.includes(hop.product));
	return suspects
		.filter(({hop}) => !told.includes(hop.product) || (!named && hop.layer === 'unknown'))
		.map(({hop}) => decisive(unseen(`that ${hop.product} stands in front of HAProxy: name all hops with --path, client first`)));
};

/** Whether this clock ends connections in the manner that was seen; a Close frame is spoken by few. */
const mannerOf = ({hop, timer}: Suspect, {cut}: Scene): ProofItem => {
	const says = `${hop.product} is known to end connections in this manner`;
	if (endingOf(cut) === 'close-frame' && !sendsCloseFrames(hop, cut)) return decisive(unseen(`${says}: most hops pass Close frames on, and send none`));
	return {says, state: agreesInEnding(timer.ending, cut), evidence: ['idle']};
};

const timerProof = (suspects: readonly Suspect[], scene: Scene): readonly ProofItem[] => [
	decisive(
		met(
			`of all hops only ${suspects.map(clockWords).join(' and ')} agree${suspects.length > 1 ? '' : 's'} with the moment`,
			'idle',
			suspects.some(({timer}) => timer.origin === 'operator') ? 'timers' : 'path',
		),
	),
	...suspects
		.filter(({timer}) => suspects.length > 1 || timer.origin === 'default')
		.map(suspect => unseen(`that it is ${clockWords(suspect)}${setting(suspect)}: ${nextTest(scene, suspect)}`)),
	...unplaced(scene, suspects),
	...suspects
		.filter(({timer}) => isOfRequests(timer))
		.map(({timer}) => unseen(`that ${timer.name} ends open connections too: it is known as a timer of requests`)),
	...suspects.map(suspect => mannerOf(suspect, scene)),
];

/** No HAProxy is on the path, and its end outlives the cut: one hop of it makes the cut, whichever. */
const allInFront = (scene: Scene): readonly ProofItem[] => {
	const hops = inFront(scene);
	const kept = scene.atBackend === 'later' && !scene.hops.some(isHaproxy);
	if (!kept || hops.length === 0 || (hops.length > 1 && !bracketOf(scene.cut))) return [];
	if (hops.length === 1) return [decisive(met('it is the only hop before the application, which keeps the silent connection longer', 'path', 'idleAtBackend'))];
	return [
		decisive(met('the application, asked directly, keeps the silent connection longer than the hops before it', 'path', 'idleAtBackend')),
		...hops.map(hop => unseen(`that it is ${hop.product}: ${askPast(scene, hop)}`)),
	];
};

/** The place that keeps the connection, in words. */
export const nameOf = (place: PlaceSeen | undefined): string => (place && place.name !== 'haproxy' ? place.name : 'HAProxy');

/** Named places that the cut is seen through, and so lie outside of it. */
const sharers = (scene: Scene): readonly ProofItem[] =>
	namedPlaces(scene)
		.filter(({fared}) => fared === 'same')
		.map(({name, step}) => met(`asked directly, ${name} loses the silent connection at the same moment`, step));

/** The proof that the cut is made in front: HAProxy itself outlives it, or nothing else can have made it. */
export const proofOf = (scene: Scene, suspects: readonly Suspect[]): readonly ProofItem[] => {
	const keeper = keeperInFront(scene);
	const survived = `asked directly, ${nameOf(keeper)} keeps the silent connection longer`;
	if (keeper) return [decisive(met(survived, keeper.step, 'idle')), ...sharers(scene)];
	const all = allInFront(scene);
	if (all.length > 0 && (suspects.length === 0 || inFront(scene).length === 1)) return all;
	if (suspects.length > 0) return [...timerProof(suspects, scene), ...(scene.hops.some(isHaproxy) ? [anotherClock(scene)] : [])];
	return scene.atBackend === 'later' ? [decisive(unseen(`${survived}: try it with --haproxy <host:port>`)), anotherClock(scene)] : [];
};
