import {activeServers, isSticky} from '../../../source/haproxy/lint/stickiness.ts';
import type {ProofItem} from '../../../source/model.ts';
import {routesMet} from '../../reading/configuration.ts';
import {decisive, met} from '../proof.ts';
import {answerWords, type Refusal, refusalRule} from '../refusal.ts';

/** Several servers on the route, and nothing that pins a client to one of them. */
const unpinned = ({config, url, haproxy}: Refusal) => {
	const [route, ...others] = config ? routesMet(config, url, haproxy).routes : [];
	return route && others.length === 0 && activeServers(route.backend).length > 1 && !isSticky(route.backend) ? route.backend : undefined;
};

const byFile = (refusal: Refusal): readonly ProofItem[] => {
	const backend = unpinned(refusal);
	return backend ? [decisive(met(`nothing in backend ${backend.name} pins a client to one of its ${activeServers(backend).length} servers`, 'config'))] : [];
};

/** The session is unknown through the proxies, and each server alone is fine. */
const byAnswers = ({upgrade, atBackend}: Refusal): readonly ProofItem[] =>
	atBackend?.status === 101 && (upgrade.status === 404 || upgrade.status === 400)
		? [
				decisive(met(`through the proxies the session is unknown: ${answerWords(upgrade)}`, 'upgrade')),
				decisive(met('a server asked alone answers 101', 'upgradeAtBackend')),
			]
		: [];

/** The steps of one session land on different servers, each of which works alone. */
export default refusalRule({
	code: 'session/no-stickiness',
	outranks: ['upgrade/route-missed', 'upgrade/header-stripped', 'upgrade/not-an-endpoint'],
	find(refusal) {
		const proof = [...byAnswers(refusal), ...byFile(refusal)];
		if (refusal.symptom !== 'wrong-server' || proof.length === 0) return;
		const backend = unpinned(refusal);
		return {
			severity: 'problem',
			title: `A session that one server began is unknown to the next: nothing keeps its requests at one server${backend ? ` of backend ${backend.name}` : ''}.`,
			why: 'Transports that negotiate first (Socket.IO, SignalR, SockJS) need all requests of a session at the same server.',
			hop: 'haproxy',
			...(backend && {location: backend.location}),
			proof: [decisive(met('the operator sees sessions land on the wrong server', 'symptom')), ...proof],
			fixes: [{title: 'Pin sessions in the backend: "cookie NAME insert indirect nocache" and a cookie value on every server line, or "balance source"'}],
		};
	},
});
