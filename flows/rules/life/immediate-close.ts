import {bracketOf, endingOf} from '../../reading/ends.ts';
import {cutWords} from '../../reading/words.ts';
import {anotherClock} from '../idle/haproxy-clock.ts';
import {decisive, met, unseen} from '../proof.ts';
import {cutRule, type Scene} from '../scene.ts';
import {keeperInFront, segmentOf} from '../segment.ts';

/** No idle timer that anyone would set is shorter. */
const atOnce = 1000;

const closer = (scene: Scene): {hop: string; says: string; evidence: string} | undefined => {
	const {atBackend, atHaproxy, cut} = scene;
	const keeper = keeperInFront(scene);
	if (atBackend === 'same') return {hop: 'backend', says: 'asked directly, the backend closes at once, too', evidence: 'idleAtBackend'};
	if (keeper)
		return {
			hop: segmentOf(scene) as string,
			says: `asked directly, ${keeper.name === 'haproxy' ? 'HAProxy' : keeper.name} keeps the connection`,
			evidence: keeper.step,
		};
	if (atHaproxy === 'same' && atBackend === 'later')
		return {hop: 'haproxy→backend', says: 'HAProxy loses it at once, the backend keeps it', evidence: 'idleAtHaproxy'};
	return endingOf(cut) === 'close-frame' ? {hop: 'backend', says: 'it came with a Close frame, which HAProxy never sends', evidence: 'idle'} : undefined;
};

/** A 101, and then the end at once. */
export default cutRule({
	code: 'life/immediate-close',
	outranks: ['idle/backend-closes', 'idle/front-hop', 'idle/inner-hop', 'life/maximum-lifetime'],
	find(scene) {
		const [, end] = bracketOf(scene.cut) ?? [];
		if (end === undefined || end >= atOnce || endingOf(scene.cut) === 'silent') return;
		const by = closer(scene);
		return {
			severity: 'problem',
			title: `The handshake succeeds, and ${by ? `${by.hop} closes` : 'somebody closes'} the connection at once, ${cutWords(scene.cut)}.`,
			why: 'No idle timer is that short: the application refuses the session after the upgrade (credentials, subprotocol, path), or something on the way ends what it does not understand.',
			...(by && {hop: by.hop}),
			proof: [
				decisive(met('the connection ended within a second of its 101', 'idle')),
				anotherClock(scene),
				by ? met(by.says, by.evidence) : unseen('who closed it: try the same at HAProxy and at the backend'),
			],
			fixes: [{title: "Read the application's log at that moment; compare the Close code and its reason"}],
		};
	},
});
