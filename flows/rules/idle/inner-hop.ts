import {endingOf} from '../../reading/ends.ts';
import {isBetween, isHaproxy} from '../../reading/suspects.ts';
import {cutWords} from '../../reading/words.ts';
import {compared, decisive} from '../proof.ts';
import {cutRule, type Scene} from '../scene.ts';
import {atNamedPlaces, pastTheFront} from '../segment.ts';
import {anotherClock} from './haproxy-clock.ts';

const between = ({hops}: Scene): string => {
	const inner = hops.slice(hops.findIndex(isHaproxy) + 1).filter(isBetween);
	return inner.length === 1 && inner[0] ? inner[0].product : 'haproxy→backend';
};

/** Something between HAProxy and the backend cuts by FIN or RST. */
export default cutRule({
	code: 'idle/inner-hop',
	outranks: ['idle/heartbeat-missing'],
	find(scene) {
		if (endingOf(scene.cut) === 'silent' || scene.atHaproxy !== 'same' || scene.atBackend !== 'later') return;
		return {
			severity: 'problem',
			title: `Something between HAProxy and the backend cuts the silent connection ${cutWords(scene.cut)}.`,
			why: 'HAProxy, asked directly, loses the connection at the same moment; the backend, asked directly, keeps it, and no timer of HAProxy agrees.',
			hop: between(scene),
			proof: [
				decisive(anotherClock(scene)),
				...atNamedPlaces(scene, 'same'),
				...compared('asked directly, HAProxy loses the connection at the same moment', scene.atHaproxy, ['same'], 'idleAtHaproxy'),
				...pastTheFront(scene),
				...compared('asked directly, the backend keeps the silent connection longer', scene.atBackend, ['later'], 'idleAtBackend'),
				...compared('a connection with pings lives longer', scene.whenBusy, ['later'], 'busy'),
			],
			fixes: [{title: 'Find the firewall, sidecar or proxy between HAProxy and the backend, and raise its idle timer'}],
		};
	},
});
