import type {Diagnosis} from '../../../source/model.ts';
import {originSays} from '../../reading/gateway-status.ts';
import {saidOf} from '../../reading/own-words.ts';
import {decisive, met, unseen} from '../proof.ts';
import type {Refusal} from '../refusal.ts';
import {answerWords, nearestToHaproxy, refusalRule} from '../refusal.ts';

const downs = ['refused', 'timeout', 'unreachable'] as const;
type Down = (typeof downs)[number];

const words: Readonly<Record<Down, string>> = {refused: 'refuses the connection', timeout: 'does not answer', unreachable: 'cannot be reached'};

const downAt = ({atBackend, reachAtBackend}: Refusal): {how: Down; evidence: string} | undefined => {
	const how = downs.find(down => atBackend?.outcome === down);
	const byReach = downs.find(down => reachAtBackend?.outcome === down);
	if (how) return {how, evidence: 'upgradeAtBackend'};
	return byReach && atBackend?.status === undefined ? {how: byReach, evidence: 'reachAtBackend'} : undefined;
};

/** A gateway says itself that what stands behind it does not take its connection: by a status of its own, or in words. */
const byGateway = ({upgrade}: Refusal): Diagnosis | undefined => {
	const [status, said] = [originSays(upgrade.status, 'down'), saidOf(upgrade, 'server-refuses')];
	const says = status ?? (said && `"${said}"`);
	if (!says) return;
	return {
		severity: 'problem',
		title: `A gateway on the way answers ${answerWords(upgrade)}: what stands behind it does not take its connection (${says}).`,
		why: status
			? 'A CDN has statuses of its own for what it finds at its origin, which here is HAProxy: it is down, closed to the addresses of the CDN, or listens on another port.'
			: 'The gateway is up and reachable; the next station is not.',
		hop: status ? 'client→haproxy' : 'haproxy→backend',
		proof: [
			decisive(met(`the answer is ${answerWords(upgrade)}, by which a gateway says: ${says}`, 'upgrade')),
			unseen('asked from there, its address refuses or stays silent'),
		],
		fixes: [{title: 'Connect from the gateway to the next station: address, port, and what a firewall lets in'}],
	};
};

/** HAProxy answers, and the backend's own port refuses or stays silent. */
export default refusalRule({
	code: 'reach/backend-down',
	outranks: ['upgrade/no-server', 'upgrade/bad-gateway', 'upgrade/backend-slow', 'upgrade/route-missed'],
	find(refusal) {
		const down = downAt(refusal);
		const answer = nearestToHaproxy(refusal);
		if (!down && refusal.atBackend?.status === undefined) return byGateway(refusal);
		if (!down || answer.status === undefined || refusal.atHaproxy?.status === 101) return;
		const {backend} = refusal;
		return {
			severity: 'problem',
			title: `The backend${backend ? ` ${backend}` : ''} ${words[down.how]}, and HAProxy answers ${answerWords(answer)} in its place.`,
			why: 'HAProxy is up and reachable; the WebSocket server behind it is not.',
			hop: 'backend',
			proof: [
				decisive(met(`asked directly, the backend ${words[down.how]}`, down.evidence)),
				{
					says: `HAProxy answers with a failure of its own, ${answerWords(answer)}`,
					state: answer.status >= 500 ? 'met' : 'unseen',
					decisive: true,
					evidence: ['upgrade'],
				},
			],
			fixes: [
				{
					title: `Start the WebSocket server${backend ? ` at ${backend}` : ''}, or open its port to HAProxy`,
					then: [...(backend ? [`nc -zv -w 5 ${backend.replace(/^wss?:\/\//, '').replace(/:(\d+)$/, ' $1')}`] : []), 'ss -ltnp'],
				},
			],
		};
	},
});
