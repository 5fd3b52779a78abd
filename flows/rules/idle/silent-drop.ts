import type {ProofItem} from '../../../source/model.ts';
import {bracketOf, endingOf} from '../../reading/ends.ts';
import {cutWords, measured} from '../../reading/words.ts';
import {heartbeatBelow} from '../fixes.ts';
import {compared, decisive, met, unseen} from '../proof.ts';
import {cutRule, type Scene} from '../scene.ts';
import {atNamedPlaces, namedPlaces, pastTheFront, segmentOf} from '../segment.ts';
import {mayLinger} from './haproxy-clock.ts';

/** Who forgot the flow: the one hop with such a clock, or the outermost segment whose inner end still answers. */
const culpritOf = (scene: Scene): string | undefined => {
	const [only, ...others] = scene.suspects;
	// Where a named place stands among the hops is not known, so that it clears none of them by name.
	if (only && others.length === 0 && namedPlaces(scene).length === 0) return only.hop.product;
	return segmentOf(scene);
};

/** Places that all fall silent may all be asked through the same firewall. */
const everywhere = (scene: Scene): readonly ProofItem[] =>
	scene.atBackend === 'same' ? [unseen('which segment it is: every place that was asked falls silent alike, so the way to all of them may be it')] : [];

const places = (scene: Scene): readonly ProofItem[] => [
	...atNamedPlaces(scene, 'later', 'same'),
	...besideHaproxy(scene),
	...(scene.atBackend === 'later' ? pastTheFront(scene) : everywhere(scene)),
];

const besideHaproxy = ({atHaproxy, atBackend}: Scene): readonly ProofItem[] => [
	...compared(
		`asked directly, HAProxy ${atHaproxy === 'later' ? 'still answers after' : 'falls silent in'} the same silence`,
		atHaproxy,
		['later', 'same'],
		'idleAtHaproxy',
	),
	...compared(
		`asked directly, the backend ${atBackend === 'later' ? 'still answers after' : 'falls silent in'} the same silence`,
		atBackend,
		['later', 'same'],
		'idleAtBackend',
	),
];

/** `: alive at 59s, gone by 61s` */
const bracketWords = ({cut: {afterMs}}: Scene): string =>
	typeof afterMs === 'object' ? `: alive at ${measured(afterMs[0])}, gone by ${measured(afterMs[1])}` : '';

/** A stateful firewall or NAT forgot the flow: what is sent after the silence is lost, and nobody says so. */
export default cutRule({
	code: 'idle/silent-drop',
	outranks: ['idle/heartbeat-missing', 'idle/backend-closes', 'life/maximum-lifetime'],
	find(scene) {
		if (endingOf(scene.cut) !== 'silent') return;
		const segment = culpritOf(scene);
		return {
			severity: 'problem',
			title: `The connection is dead ${cutWords(scene.cut)}${segment ? `, on ${segment}` : ''}: a firewall or NAT has forgotten it.`,
			why: 'The connection looks open on both ends, yet a ping after the silence is never answered. Stateful firewalls, NATs and some load balancers forget quiet flows without telling either side.',
			...(segment && {hop: segment}),
			proof: [
				decisive(met(`neither FIN nor RST was seen, and a ping after the silence got no pong${bracketWords(scene)}`, 'idle')),
				...(mayLinger(scene)
					? [decisive(unseen('that it is no timer of HAProxy, whose "timeout client" is as long and whose FIN the server may ignore'))]
					: []),
				...places(scene),
				...compared('a connection with pings lives longer', scene.whenBusy, ['later'], 'busy'),
			],
			fixes: [
				...heartbeatBelow(bracketOf(scene.cut)?.[0]),
				{title: 'Raise the flow timer of that firewall, NAT or balancer, or send TCP keepalives below it (option clitcpka with clitcpka-idle)'},
			],
		};
	},
});
