import type {ProofItem} from '../../../source/model.ts';
import {mayBeApplication, maySpeakFor} from '../../reading/close-frames.ts';
import {bracketOf, endingOf} from '../../reading/ends.ts';
import {isApplication} from '../../reading/suspects.ts';
import {cutWords} from '../../reading/words.ts';
import {loggedBy} from '../logged.ts';
import {compared, decisive, met} from '../proof.ts';
import {cutRule, type Scene} from '../scene.ts';
import {atNamedPlaces, keeperInFront} from '../segment.ts';
import {anotherClock} from './haproxy-clock.ts';

/** HAProxy never sends a Close frame (measured on 2.4 to 3.5-dev); what stands in front of it seldom does. */
const ownCloseFrame = (scene: Scene): boolean => {
	const {cut, hops, suspects} = scene;
	if (endingOf(cut) !== 'close-frame' || keeperInFront(scene) || maySpeakFor(hops, cut)) return false;
	const spoken = suspects.some(({hop, timer}) => isApplication(hop) && timer.ending === 'close-frame');
	return spoken || suspects.every(({hop}) => isApplication(hop) || mayBeApplication(hops, hop));
};

/** The ways in which the end can be known to be the application's own. */
const ownEnd = (scene: Scene): readonly ProofItem[] => {
	const [suspect, ...others] = scene.suspects;
	if (scene.atBackend === 'same') return [decisive(met('asked directly, the backend ends the silent connection at the same moment', 'idleAtBackend'))];
	if (ownCloseFrame(scene)) return [decisive(met('the end came with a Close frame, which HAProxy never sends', 'idle'))];
	if (!suspect || others.length > 0 || !isApplication(suspect.hop)) return [];
	return [decisive(met(`of all hops only ${suspect.hop.product} has a timer that agrees: ${suspect.timer.name}`, 'idle', 'path')), anotherClock(scene)];
};

const applicationOf = ({hops}: Scene) => hops.filter(isApplication).map(({product}) => product)[0] ?? 'backend';

/** The backend ends the silent connection by itself: no timer of HAProxy is involved. */
export default cutRule({
	code: 'idle/backend-closes',
	outranks: ['idle/heartbeat-missing'],
	find(scene) {
		// Whoever closes says so: what falls silent is idle/silent-drop.
		const own = endingOf(scene.cut) === 'silent' ? [] : ownEnd(scene);
		if (own.length === 0) return;
		const code = scene.cut.closeCode === undefined || scene.cut.closeCode === 1006 ? '' : `, Close code ${scene.cut.closeCode}`;
		return {
			severity: 'problem',
			title: `The application itself closes the silent connection ${cutWords(scene.cut)}; HAProxy only passes it on.`,
			why: `Whatever HAProxy's timers are, the connection ends where the application decides${code}. Look for its idle or ping timer.`,
			hop: applicationOf(scene),
			proof: [
				...own,
				...compared('asked directly, the backend does not keep the connection longer', scene.atBackend, ['same'], 'idleAtBackend'),
				...atNamedPlaces(scene, 'same'),
				// What ends a busy connection at the same age is no idle timer: life/maximum-lifetime.
				...(bracketOf(scene.cut) ? compared('a connection with pings lives longer', scene.whenBusy, ['later'], 'busy') : []),
				...loggedBy(scene.logged, 'server'),
				...compared('HAProxy, asked directly, passes the same end on', scene.atHaproxy, ['same'], 'idleAtHaproxy'),
			],
			fixes: [{title: "Raise the application's idle or ping timer, or let the client send a heartbeat more often than that"}],
		};
	},
});
