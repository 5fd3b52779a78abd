import {agreesInManner} from '../../../source/clocks.ts';
import type {ProofItem} from '../../../source/model.ts';
import {canonical} from '../../../source/products/index.ts';
import {endingOf} from '../../reading/ends.ts';
import {isHaproxy, type Suspect} from '../../reading/suspects.ts';
import {decisive, met, unseen} from '../proof.ts';
import type {PlaceSeen, Scene} from '../scene.ts';
import {keeperInFront, namedPlaces} from '../segment.ts';
import {clockWords, inFront} from './front-suspects.ts';
import {anotherClock} from './haproxy-clock.ts';
import {nextTest} from './next-test.ts';

const setting = ({timer}: Suspect): string => (timer.origin === 'default' ? ', set to its default' : '');

/** A hop that was only told with its timer may as well stand behind HAProxy. */
const unplaced = ({path = [], hops}: Scene, suspects: readonly Suspect[]): readonly ProofItem[] => {
	if (!hops.some(isHaproxy)) return [];
	const told = path.map(canonical);
	return suspects
		.filter(({hop}) => !told.includes(hop.product))
		.map(({hop}) => decisive(unseen(`that ${hop.product} stands in front of HAProxy: name all hops with --path, client first`)));
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
	...suspects.map(
		({hop, timer}): ProofItem => ({
			says: `${hop.product} is known to end connections in this manner`,
			state: agreesInManner(timer.ending, endingOf(scene.cut)),
			evidence: ['idle'],
		}),
	),
];

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
	const alone = inFront(scene).length === 1 && !scene.hops.some(isHaproxy) && scene.atBackend === 'later';
	if (alone) return [decisive(met('it is the only hop before the application, which keeps the silent connection longer', 'path', 'idleAtBackend'))];
	if (suspects.length > 0) return [...timerProof(suspects, scene), ...(scene.hops.some(isHaproxy) ? [anotherClock(scene)] : [])];
	return scene.atBackend === 'later' ? [decisive(unseen(`${survived}: try it with --haproxy <host:port>`)), anotherClock(scene)] : [];
};
