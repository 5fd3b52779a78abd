import type {Diagnosis, ProofItem} from '../../../source/model.ts';
import {bracketOf, endingOf} from '../../reading/ends.ts';
import {isHaproxy, type Suspect} from '../../reading/suspects.ts';
import {cutWords} from '../../reading/words.ts';
import {heartbeatBelow} from '../fixes.ts';
import {loggedBy} from '../logged.ts';
import {compared} from '../proof.ts';
import {cutRule, type Scene} from '../scene.ts';
import {keeperInFront, segmentBefore, segmentOf} from '../segment.ts';
import {nameOf, proofOf} from './front-proof.ts';
import {clockWords, inFront, isUnplaced, suspectsInFront} from './front-suspects.ts';
import {unknownProof} from './front-unknown.ts';

const hopOf = (scene: Scene, suspects: readonly Suspect[]): string => {
	const [only, ...others] = suspects.length > 0 ? suspects.map(({hop}) => hop) : inFront(scene);
	if (only && others.length === 0 && !isUnplaced(scene)) return only.product;
	return keeperInFront(scene) ? (segmentOf(scene) as string) : segmentBefore(scene, scene.hops.some(isHaproxy) ? 'haproxy' : 'backend');
};

const culprit = (hop: string, suspects: readonly Suspect[]): string =>
	suspects.length > 0
		? suspects.map(clockWords).join(' or ')
		: /^client→(haproxy|backend)$/.test(hop)
			? `Something in front of ${hop.endsWith('haproxy') ? 'HAProxy' : 'the application'}`
			: hop.includes('→')
				? `Something on ${hop}`
				: hop;

const diagnosis = (scene: Scene, suspects: readonly Suspect[], proof: readonly ProofItem[]): Diagnosis => {
	const hop = hopOf(scene, suspects);
	const [first] = suspects;
	const keeper = keeperInFront(scene);
	const ending = suspects.length > 0 && suspects.every(({timer}) => timer.ending === 'silent') ? 'silent' : undefined;
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
			...loggedBy(scene.logged, 'client', ending),
			...(first?.timer.kind === 'lifetime' ? [] : compared('a connection with pings lives longer', scene.whenBusy, ['later'], 'busy')),
		],
		fixes: [
			{title: `Raise the idle timer of ${suspects.length > 1 ? suspects.map(({hop}) => hop.product).join(' and ') : hop}`},
			...heartbeatBelow(first?.timer.ms ?? bracketOf(scene.cut)?.[0]),
		],
	};
};

const unknown = (scene: Scene, proof: readonly ProofItem[]): Diagnosis => ({
	severity: 'problem',
	title: `Who cuts the silent connection ${cutWords(scene.cut)} is not known; it may be a hop in front of HAProxy.`,
	why: 'Neither a timer of HAProxy nor one of a named hop is known to agree with the cut.',
	proof,
	fixes: heartbeatBelow(bracketOf(scene.cut)?.[0]),
});

/** A hop in front of HAProxy cuts the silent connection by FIN, RST or a Close frame. */
export default cutRule({
	code: 'idle/front-hop',
	outranks: ['idle/heartbeat-missing'],
	find(scene) {
		// A cut without any sign is the doing of what forgets flows: idle/silent-drop.
		if (endingOf(scene.cut) === 'silent') return;
		const suspects = suspectsInFront(scene);
		const proof = proofOf(scene, suspects);
		if (proof.length > 0) return diagnosis(scene, suspects, proof);
		const open = unknownProof(scene);
		return open.length > 0 ? unknown(scene, open) : undefined;
	},
});
