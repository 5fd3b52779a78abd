import type {ProofItem} from '../../../source/model.ts';
import {endingOf} from '../../reading/ends.ts';
import {cutWords} from '../../reading/words.ts';
import {heartbeatBelow} from '../fixes.ts';
import {compared, decisive, met} from '../proof.ts';
import {cutRule, type Scene} from '../scene.ts';

/** The segment that forgot the flow: the outermost one whose inner end still answers. */
const segmentOf = ({atHaproxy, atBackend, suspects}: Scene): string | undefined => {
	const [only, ...others] = suspects;
	if (only && others.length === 0) return only.hop.product;
	if (atHaproxy === 'later') return 'client→haproxy';
	if (atHaproxy === 'same' && atBackend === 'later') return 'haproxy→backend';
	if (atBackend === 'later') return 'client→backend';
	return atBackend === 'same' ? 'backend' : undefined;
};

const places = ({atHaproxy, atBackend}: Scene): readonly ProofItem[] => [
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

const startOf = ({cut: {afterMs}}: Scene) => (typeof afterMs === 'number' ? afterMs : afterMs?.[0]);

/** A stateful firewall or NAT forgot the flow: what is sent after the silence is lost, and nobody says so. */
export default cutRule({
	code: 'idle/silent-drop',
	outranks: ['idle/heartbeat-missing', 'idle/backend-closes', 'life/maximum-lifetime'],
	find(scene) {
		if (endingOf(scene.cut) !== 'silent') return;
		const segment = segmentOf(scene);
		return {
			severity: 'problem',
			title: `The connection is dead ${cutWords(scene.cut)}${segment ? `, on ${segment}` : ''}: a firewall or NAT has forgotten it.`,
			why: 'The connection looks open on both ends, yet a ping after the silence is never answered. Stateful firewalls, NATs and some load balancers forget quiet flows without telling either side.',
			...(segment && {hop: segment}),
			proof: [
				decisive(met('neither FIN nor RST was seen, and a ping after the silence got no pong', 'idle')),
				...places(scene),
				...compared('a connection with pings lives longer', scene.whenBusy, ['later'], 'busy'),
			],
			fixes: [
				...heartbeatBelow(startOf(scene)),
				{title: 'Raise the flow timer of that firewall, NAT or balancer, or send TCP keepalives below it (option clitcpka with clitcpka-idle)'},
			],
		};
	},
});
