import {formatDuration} from '../../../source/duration.ts';
import type {Diagnosis, Hop, ProofItem} from '../../../source/model.ts';
import {agreesInManner} from '../../../source/clocks.ts';
import {endingOf} from '../../reading/ends.ts';
import {isBetween, isHaproxy, type Suspect} from '../../reading/suspects.ts';
import {cutWords} from '../../reading/words.ts';
import {heartbeatBelow} from '../fixes.ts';
import {compared, decisive, met, unseen} from '../proof.ts';
import {cutRule, type Scene} from '../scene.ts';
import {anotherClock} from './haproxy-clock.ts';

/** The hops that stand before HAProxy; without an HAProxy on the path, all that are not the application. */
const inFront = ({hops}: Scene): readonly Hop[] => {
	const haproxy = hops.findIndex(isHaproxy);
	return hops.slice(0, haproxy === -1 ? hops.length : haproxy).filter(isBetween);
};

/** The one suspect, if it stands in front. */
const suspectInFront = (scene: Scene): Suspect | undefined => {
	const front = inFront(scene);
	// What the backend outlives by itself is not the application's doing.
	const suspects = scene.suspects.filter(({hop}) => scene.atBackend !== 'later' || isBetween(hop));
	const [only, ...others] = scene.atHaproxy === 'later' ? suspects.filter(({hop}) => front.includes(hop)) : suspects;
	return only && others.length === 0 && front.includes(only.hop) ? only : undefined;
};

const timerProof = ({hop, timer}: Suspect, scene: Scene): readonly ProofItem[] => [
	decisive(met(`of all hops only ${hop.product} has a timer that agrees: ${timer.name}, ${formatDuration(timer.ms as number)}`, 'idle', timer.origin === 'operator' ? 'timers' : 'path')),
	{says: `${hop.product} is known to end connections in this manner`, state: agreesInManner(timer.ending, endingOf(scene.cut)), evidence: ['idle']},
];

/** The proof that the cut is made in front: HAProxy itself outlives it, or one hop alone can have made it. */
const proofOf = (scene: Scene, suspect: Suspect | undefined): readonly ProofItem[] => {
	const survived = 'asked directly, HAProxy keeps the silent connection longer';
	if (scene.atHaproxy === 'later') return [decisive(met(survived, 'idleAtHaproxy', 'idle'))];
	if (suspect) return [...timerProof(suspect, scene), anotherClock(scene)];
	const alone = inFront(scene).length === 1 && !scene.hops.some(isHaproxy) && scene.atBackend === 'later';
	if (alone) return [decisive(met('it is the only hop before the application, which keeps the silent connection longer', 'path', 'idleAtBackend'))];
	return scene.atBackend === 'later' ? [decisive(unseen(survived)), anotherClock(scene)] : [];
};

const hopOf = (scene: Scene, suspect: Suspect | undefined): string => {
	const [only, ...others] = inFront(scene);
	if (suspect) return suspect.hop.product;
	if (only && others.length === 0) return only.product;
	return scene.atHaproxy === 'later' || scene.hops.some(isHaproxy) ? 'client→haproxy' : 'client→backend';
};

const words = (hop: string, suspect: Suspect | undefined): string => {
	const name = hop.includes('→') ? 'Something in front of HAProxy' : hop;
	const timer = suspect ? `'s ${suspect.timer.name} (${formatDuration(suspect.timer.ms as number)})` : '';
	return `${name}${timer}`;
};

const diagnosis = (scene: Scene, proof: readonly ProofItem[]): Diagnosis => {
	const suspect = suspectInFront(scene);
	const hop = hopOf(scene, suspect);
	return {
		severity: 'problem',
		title: `${words(hop, suspect)} cuts the silent connection ${cutWords(scene.cut)}${scene.atHaproxy === 'later' ? ', while HAProxy itself keeps it' : ''}.`,
		why: 'The same silence survives further inward, so no timer of HAProxy or of the application is to blame.',
		hop,
		...(suspect && {timer: {name: suspect.timer.name, ms: suspect.timer.ms as number}}),
		proof: [
			...proof,
			...compared('asked directly, HAProxy keeps the silent connection longer', scene.atHaproxy, ['later'], 'idleAtHaproxy'),
			...compared('asked directly, the backend keeps the silent connection longer', scene.atBackend, ['later'], 'idleAtBackend'),
			...(suspect?.timer.kind === 'lifetime' ? [] : compared('a connection with pings lives longer', scene.whenBusy, ['later'], 'busy')),
		],
		fixes: [{title: `Raise the idle timer of ${hop}`}, ...heartbeatBelow(suspect?.timer.ms ?? cutMs(scene))],
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
		const proof = proofOf(scene, suspectInFront(scene));
		return proof.length > 0 ? diagnosis(scene, proof) : undefined;
	},
});
