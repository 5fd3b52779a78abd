import type {ProofItem} from '../../../source/model.ts';
import {routesMet} from '../../reading/configuration.ts';
import {isBetween, isHaproxy} from '../../reading/suspects.ts';
import {decisive, met, unseen} from '../proof.ts';
import {nearestToHaproxy, type Refusal, refusalRule} from '../refusal.ts';

/** The body of HAProxy's own 503 (HAProxy manual §4.2 "errorfile"). */
const ownBody = 'No server is available to handle this request';

const madeByHaproxy = (refusal: Refusal): ProofItem => {
	const {bodyStart} = nearestToHaproxy(refusal);
	if (bodyStart?.includes(ownBody)) return met("the body is HAProxy's own", 'upgrade');
	if (/^(SC|sQ|sC)/.test(refusal.termination ?? '')) return met(`HAProxy logs ${refusal.termination}: it found no server`, 'termination');
	const alone = refusal.atBackend?.status === 101 && refusal.hops.some(isHaproxy) && !refusal.hops.some(isBetween);
	if (alone) return met('the server itself, asked directly, answers 101: the 503 is not its own', 'upgradeAtBackend');
	return unseen("the answer is HAProxy's own");
};

const pool = ({config, url, haproxy}: Refusal): string => {
	const [route, ...others] = config && url ? routesMet(config, url, haproxy).routes : [];
	return route && others.length === 0 ? ` in backend ${route.backend.name}` : '';
};

/** A 503 that HAProxy makes: every server is down, or the queue ran full. */
export default refusalRule({
	code: 'upgrade/no-server',
	outranks: ['upgrade/route-missed'],
	find(refusal) {
		if (nearestToHaproxy(refusal).status !== 503) return;
		return {
			severity: 'problem',
			title: `HAProxy answers 503 itself: it has no server available${pool(refusal)}.`,
			why: 'All servers of the chosen backend are down or in maintenance, it has none, or the queue waited longer than "timeout queue". A health check that fails where real requests succeed looks the same.',
			hop: 'haproxy',
			proof: [decisive(met('the answer is 503', 'upgrade')), decisive(madeByHaproxy(refusal))],
			fixes: [
				{
					title: "Ask HAProxy for the servers' state, and why its check fails",
					then: ["echo 'show servers state' | socat stdio unix-connect:/run/haproxy/admin.sock", "journalctl -u haproxy | grep -i 'is DOWN'"],
				},
			],
		};
	},
});
