import {activeServers} from '../../../source/haproxy/lint/stickiness.ts';
import type {ProofItem, Upgrade} from '../../../source/model.ts';
import {clean} from '../../../source/text.ts';
import {isOwnPage} from '../../reading/answered-by.ts';
import {readsHttp} from '../../reading/http-hops.ts';
import {saidOf} from '../../reading/own-words.ts';
import {routeOf} from '../../reading/servers.ts';
import {comesAndGoes} from '../../reading/sometimes.ts';
import {isHaproxy} from '../../reading/suspects.ts';
import {waitedFor} from '../../reading/waited.ts';
import {lineOf, measured} from '../../reading/words.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answeredWith, nearestToHaproxy, type Refusal, refusalRule} from '../refusal.ts';

/** The answer names itself as that of a gateway without a server: by its words, or as a balancer's own (AWS: no healthy target). */
const ofGateway = (answer: Upgrade): ProofItem | undefined => {
	const said = saidOf(answer, 'no-server');
	if (said) return met(`the answer says so: "${said}"`, 'upgrade');
	const server = answer.headers?.server ?? '';
	return /^awselb\//i.test(server) ? met(`the balancer answers itself (server: ${clean(server, 40)})`, 'upgrade') : undefined;
};

/** What HAProxy's log ends a request with for which it found no server (manual §8.5). */
const foundNone = /^(SC|sQ|sC)/;

/** Whether nobody but HAProxy can have made the answer: no hop behind it, and none in front, or HAProxy gives the same when asked directly. */
const isAlone = ({hops, atHaproxy}: Refusal): boolean => {
	const here = hops.findIndex(isHaproxy);
	const [front, behind] = [hops.slice(0, Math.max(0, here)), hops.slice(here + 1)];
	if (here === -1) return hops.length === 0 || (atHaproxy?.status === 503 && !hops.some(readsHttp));
	return !behind.some(readsHttp) && (atHaproxy?.status === 503 || !front.some(readsHttp));
};

const madeByHaproxy = (refusal: Refusal): ProofItem => {
	const answer = nearestToHaproxy(refusal);
	if (isOwnPage(answer) || answer.bodyStart?.includes('No server is available to handle this request')) return met("the body is HAProxy's own", 'upgrade');
	if (foundNone.test(refusal.termination ?? '')) return met(`HAProxy logs ${refusal.termination}: it found no server`, 'termination');
	if (refusal.log?.some(line => /\bhas no server available\b/.test(line))) return met('HAProxy logs that the backend has no server available', 'log');
	if (refusal.atBackend?.status === 101 && isAlone(refusal))
		return met('the server itself, asked directly, answers 101: the 503 is not its own', 'upgradeAtBackend');
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
		const answer = nearestToHaproxy(refusal);
		if (answer.status !== 503) return;
		const gateway = ofGateway(answer);
		return {
			severity: 'problem',
			title: gateway ? 'The gateway answers 503 itself: it has no server available.' : titleOf(refusal),
			why: 'All servers of the chosen backend are down or in maintenance, it has none, or the queue waited longer than "timeout queue". A health check that fails where real requests succeed looks the same.',
			...(!gateway && {hop: 'haproxy'}),
			proof: [decisive(answeredWith('the answer is 503', refusal)), decisive(gateway ?? madeByHaproxy(refusal)), ...refusedAgain(refusal)],
			fixes: [
				{
					title: "Ask HAProxy for the servers' state, and why its check fails",
					then: ["echo 'show servers state' | socat stdio unix-connect:/run/haproxy/admin.sock", "journalctl -u haproxy | grep -i 'is DOWN'"],
				},
			],
		};
	},
});
