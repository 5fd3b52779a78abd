import type {ProofItem} from '../../../source/model.ts';
import {endingOf} from '../../reading/ends.ts';
import {isApplication, type Suspect} from '../../reading/suspects.ts';
import {measured} from '../../reading/words.ts';
import {loggedBy} from '../logged.ts';
import {compared, decisive, manner, met, unseen} from '../proof.ts';
import {cutRule, type Scene} from '../scene.ts';
import {atNamedPlaces, keeperInFront, namedPlaces, segmentOf} from '../segment.ts';

/** `at an age of 4s`; of what fell silent only a bracket is known. */
const ageWords = ({cut: {ageMs, afterMs}}: Scene): string | undefined => {
	const age = ageMs ?? afterMs;
	if (age === undefined) return;
	return typeof age === 'number' ? `at an age of ${measured(age)}` : `at an age between ${measured(age[0])} and ${measured(age[1])}`;
};

/** Connections that fall silent together may as well have lost their network: only FIN, RST and Close frames are somebody's word. */
const noLoss = ({cut}: Scene): readonly ProofItem[] =>
	endingOf(cut) === 'silent' ? [unseen('that it is their age, and no loss of the network at that moment: the same again, at another time')] : [];

/** Who counts the age: the innermost place that ends its own connection too, or the one hop known to have such a clock. */
const hopOf = (scene: Scene): string | undefined => {
	const {atBackend, hops, suspects} = scene;
	const [only, ...others] = suspects;
	if (atBackend === 'same') return hops.filter(isApplication)[0]?.product ?? 'backend';
	if (only && others.length === 0 && namedPlaces(scene).length === 0) return only.hop.product;
	return scene.atHaproxy || keeperInFront(scene) ? segmentOf(scene) : undefined;
};

const together: ProofItem = decisive(met('silent and busy connections end at the same age', 'idle', 'busy'));

/** The application's clock that counts age and alone agrees with the cut, where nobody has tried a busy connection; what waits for a message is none. */
const ageOfApplication = ({suspects: [only, ...others], whenBusy, atHaproxy}: Scene): Suspect | undefined => {
	const countsAge = only?.timer.kind === 'lifetime' && only.timer.applies && isApplication(only.hop);
	return countsAge && others.length === 0 && whenBusy === undefined && atHaproxy !== 'later' ? only : undefined;
};

/** What shows that it is age: a busy connection that ends as well, or the one clock that is known to count it. */
const shown = (suspect: Suspect | undefined): readonly ProofItem[] =>
	suspect
		? [
				decisive(met(`of all hops only ${suspect.hop.product} has a timer that agrees, and it counts age: ${suspect.timer.name}`, 'idle', 'path')),
				unseen('that a connection with pings ends at the same age'),
			]
		: [together];

/** An age ends the connection, however busy it is. */
export default cutRule({
	code: 'life/maximum-lifetime',
	outranks: ['idle/backend-closes', 'idle/front-hop', 'idle/inner-hop', 'idle/heartbeat-missing'],
	find(scene) {
		const age = ageWords(scene);
		const suspect = ageOfApplication(scene);
		if ((scene.whenBusy !== 'same' && !suspect) || age === undefined) return;
		// What falls silent everywhere at once has lost its network, which is nobody's age.
		if (endingOf(scene.cut) === 'silent' && segmentOf(scene) === undefined) return;
		const hop = hopOf(scene);
		return {
			severity: 'problem',
			title: `${hop ? `${hop === 'backend' ? 'The backend' : hop} ends` : 'Something ends'} every connection ${age}, however busy it is.`,
			why: 'Pings do not save it, so this is no idle timer: no heartbeat helps, and clients have to reconnect smoothly or the limit has to go.',
			...(hop && {hop}),
			proof: [
				...shown(suspect),
				...manner(endingOf(scene.cut), scene.cut),
				...noLoss(scene),
				...loggedBy(scene.logged, 'either', endingOf(scene.cut)),
				...atNamedPlaces(scene, 'same', 'later'),
				...compared(
					`asked directly, HAProxy ${scene.atHaproxy === 'later' ? 'keeps it longer' : 'ends it at the same age'}`,
					scene.atHaproxy,
					['same', 'later'],
					'idleAtHaproxy',
				),
				...compared(
					`asked directly, the backend ${scene.atBackend === 'later' ? 'keeps it longer' : 'ends it at the same age'}`,
					scene.atBackend,
					['same', 'later'],
					'idleAtBackend',
				),
			],
			fixes: [{title: `Raise or remove the maximum lifetime${hop ? ` at ${hop}` : ''}, or let clients reconnect before it with a random delay`}],
		};
	},
});
