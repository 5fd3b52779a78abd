import {activeServers} from '../../../source/haproxy/lint/stickiness.ts';
import type {ProofItem} from '../../../source/model.ts';
import {isOwnPage} from '../../reading/answered-by.ts';
import {routeOf} from '../../reading/servers.ts';
import {comesAndGoes} from '../../reading/sometimes.ts';
import {isBetween, isHaproxy} from '../../reading/suspects.ts';
import {waitedFor} from '../../reading/waited.ts';
import {lineOf, measured} from '../../reading/words.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answeredWith, nearestToHaproxy, type Refusal, refusalRule} from '../refusal.ts';

/** What HAProxy's log ends a request with for which it found no server (manual §8.5). */
const foundNone = /^(SC|sQ|sC)/;

const madeByHaproxy = (refusal: Refusal): ProofItem => {
	const answer = nearestToHaproxy(refusal);
	if (isOwnPage(answer) || answer.bodyStart?.includes('No server is available to handle this request')) return met("the body is HAProxy's own", 'upgrade');
	if (foundNone.test(refusal.termination ?? '')) return met(`HAProxy logs ${refusal.termination}: it found no server`, 'termination');
	const alone = refusal.atBackend?.status === 101 && refusal.hops.some(isHaproxy) && !refusal.hops.some(isBetween);
	if (alone) return met('the server itself, asked directly, answers 101: the 503 is not its own', 'upgradeAtBackend');
	return unseen("the answer is HAProxy's own");
};

/** Refusals make HAProxy try again, a second apart: that it waited just so long tells that the server's port refuses. */
const refusedAgain = (refusal: Refusal): readonly ProofItem[] => {
	const waited = waitedFor(nearestToHaproxy(refusal), routeOf(refusal.config, refusal.url, refusal.haproxy)).find(({how}) => how.includes('retries'));
	return waited ? [met(`the answer came after ${measured(waited.ms)}: ${waited.how} (${lineOf(waited.timer.location)})`, 'upgrade', 'config')] : [];
};

const titleOf = (refusal: Refusal): string => {
	const backend = routeOf(refusal.config, refusal.url, refusal.haproxy)?.backend;
	const servers = backend ? activeServers(backend).length : 0;
	if (comesAndGoes(refusal) && backend && servers > 1)
		return `HAProxy answers 503 itself: one of the ${servers} servers in backend ${backend.name} does not answer.`;
	return `HAProxy answers 503 itself: it has no server available${backend ? ` in backend ${backend.name}` : ''}.`;
};

/** A 503 that HAProxy makes: every server is down, or the queue ran full. */
export default refusalRule({
	code: 'upgrade/no-server',
	sometimes: true,
	outranks: ['upgrade/route-missed'],
	find(refusal) {
		if (nearestToHaproxy(refusal).status !== 503) return;
		return {
			severity: 'problem',
			title: titleOf(refusal),
			why: 'All servers of the chosen backend are down or in maintenance, it has none, or the queue waited longer than "timeout queue". A health check that fails where real requests succeed looks the same.',
			hop: 'haproxy',
			proof: [decisive(answeredWith('the answer is 503', refusal)), decisive(madeByHaproxy(refusal)), ...refusedAgain(refusal)],
			fixes: [
				{
					title: "Ask HAProxy for the servers' state, and why its check fails",
					then: ["echo 'show servers state' | socat stdio unix-connect:/run/haproxy/admin.sock", "journalctl -u haproxy | grep -i 'is DOWN'"],
				},
			],
		};
	},
});
