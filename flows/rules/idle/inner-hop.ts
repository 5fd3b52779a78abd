import type {Diagnosis, ProofItem} from '../../../source/model.ts';
import {mayBeApplication, sendsCloseFrames} from '../../reading/close-frames.ts';
import {endingOf} from '../../reading/ends.ts';
import {isBetween, isHaproxy} from '../../reading/suspects.ts';
import {cutWords} from '../../reading/words.ts';
import {loggedBy} from '../logged.ts';
import {compared, decisive, met, unseen} from '../proof.ts';
import {cutRule, type Scene} from '../scene.ts';
import {atNamedPlaces, pastTheFront} from '../segment.ts';
import {anotherClock} from './haproxy-clock.ts';
import {askPast} from './next-test.ts';

const behindHaproxy = ({hops}: Scene) => {
	const haproxy = hops.findIndex(isHaproxy);
	return haproxy === -1 ? [] : hops.slice(haproxy + 1).filter(isBetween);
};

const between = (scene: Scene): string => {
	const [only, ...others] = behindHaproxy(scene);
	return only && others.length === 0 ? only.product : 'haproxy→backend';
};

/** HAProxy's word that its server's side was reset: none of its own timers is logged so. */
const endedBehind = ({logged, atHaproxy}: Scene): boolean => Boolean(logged?.state.startsWith('SD')) && atHaproxy !== 'later';

/** The ways in which the cut can be known to be made behind HAProxy: by the places that share it or its log, or by the one clock that agrees. */
const inside = (scene: Scene): readonly ProofItem[] => {
	const {atHaproxy, atBackend, suspects} = scene;
	const places = [
		...compared('asked directly, HAProxy loses the connection at the same moment', atHaproxy, ['same'], 'idleAtHaproxy'),
		...pastTheFront(scene),
		...compared('asked directly, the backend keeps the silent connection longer', atBackend, ['later'], 'idleAtBackend'),
	];
	if (atBackend === 'later' && (atHaproxy === 'same' || endedBehind(scene))) return places;
	const [suspect, ...others] = suspects;
	if (!suspect || others.length > 0 || !behindHaproxy(scene).includes(suspect.hop)) return [];
	if (endingOf(scene.cut) === 'close-frame' && !sendsCloseFrames(suspect.hop, scene.cut)) return [];
	const agrees = decisive(met(`of all hops only ${suspect.hop.product} has a timer that agrees: ${suspect.timer.name}`, 'idle', 'path'));
	const isDefault = suspect.timer.origin === 'default';
	const role = mayBeApplication(scene.hops, suspect.hop)
		? [decisive(unseen(`that ${suspect.hop.product} is not the application itself, which may close as well`))]
		: [];
	return [agrees, ...role, ...(isDefault ? [unseen(`that ${suspect.hop.product} is set to its default: ${askPast(scene, suspect.hop)}`)] : []), ...places];
};

const why = (scene: Scene): string => {
	if (scene.atHaproxy === 'same')
		return 'HAProxy, asked directly, loses the connection at the same moment; the backend, asked directly, keeps it, and no timer of HAProxy agrees.';
	return endedBehind(scene) && scene.atBackend === 'later'
		? "HAProxy logs that its server's side was reset, while the backend, asked directly, keeps the silent connection."
		: 'No timer of HAProxy and none of a hop in front of it agrees with the cut, and that of a hop behind it does.';
};

const diagnosis = (scene: Scene, proof: readonly ProofItem[]): Diagnosis => ({
	severity: 'problem',
	title: `Something between HAProxy and the backend cuts the silent connection ${cutWords(scene.cut)}.`,
	why: why(scene),
	hop: between(scene),
	proof: [
		endedBehind(scene) ? anotherClock(scene) : decisive(anotherClock(scene)),
		...atNamedPlaces(scene, 'same'),
		...proof,
		...loggedBy(scene.logged, 'server').map(item => (endedBehind(scene) ? decisive(item) : item)),
		...compared('a connection with pings lives longer', scene.whenBusy, ['later'], 'busy'),
	],
	fixes: [{title: 'Find the firewall, sidecar or proxy between HAProxy and the backend, and raise its idle timer'}],
});

/** Something between HAProxy and the backend cuts by FIN or RST. */
export default cutRule({
	code: 'idle/inner-hop',
	outranks: ['idle/heartbeat-missing'],
	find(scene) {
		if (endingOf(scene.cut) === 'silent') return;
		const proof = inside(scene);
		return proof.length > 0 ? diagnosis(scene, proof) : undefined;
	},
});
