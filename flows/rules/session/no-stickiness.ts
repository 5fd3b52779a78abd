import {decisive, met} from '../proof.ts';
import {answerWords, refusalRule} from '../refusal.ts';

/** The steps of one session land on different servers, each of which works alone. */
export default refusalRule({
	code: 'session/no-stickiness',
	outranks: ['upgrade/route-missed', 'upgrade/header-stripped', 'upgrade/not-an-endpoint'],
	find({symptom, upgrade, atBackend}) {
		if (symptom !== 'wrong-server' || atBackend?.status !== 101 || (upgrade.status !== 404 && upgrade.status !== 400)) return;
		return {
			severity: 'problem',
			title: `A session that one server began is unknown to the next: ${answerWords(upgrade)} through the proxies, 101 at a server itself.`,
			why: 'Transports that negotiate first (Socket.IO, SignalR, SockJS) need all requests of a session at one server; nothing pins them.',
			hop: 'haproxy',
			proof: [
				decisive(met('the operator sees sessions land on the wrong server', 'symptom')),
				decisive(met(`through the proxies the session is unknown: ${answerWords(upgrade)}`, 'upgrade')),
				decisive(met('a server asked alone answers 101', 'upgradeAtBackend')),
			],
			fixes: [{title: 'Pin sessions in the backend: "cookie NAME insert indirect nocache" and a cookie value on every server line, or "balance source"'}],
		};
	},
});
