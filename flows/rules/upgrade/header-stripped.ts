import type {Upgrade} from '../../../source/model.ts';
import {isBetween} from '../../reading/suspects.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answerWords, type Refusal, refusalRule} from '../refusal.ts';

/** Statuses that say something else than "this is no upgrade request". */
const otherCause = (status: number) => [401, 403, 407, 429].includes(status) || status >= 500 || (status >= 300 && status < 400);

const inFront = ({hops}: Refusal) => hops.filter(isBetween).map(({product}) => product);

/** How a server answers an upgrade that lost its headers on the way (RFC 6455 §4.2.2, RFC 9110 §15.5.22). */
const missesUpgrade = ({status}: Upgrade) => status === 400 || status === 426;

/** The next place inward accepts, and a hop stands before it that can have dropped the headers. */
const innerAccepts = (refusal: Refusal): 'upgradeAtHaproxy' | 'upgradeAtBackend' | undefined => {
	if (refusal.atHaproxy) return refusal.atHaproxy.status === 101 ? 'upgradeAtHaproxy' : undefined;
	// Past HAProxy a missed route explains it as well, but for a server's own word for a lost upgrade.
	return refusal.atBackend?.status === 101 && missesUpgrade(refusal.upgrade) && inFront(refusal).length > 0 ? 'upgradeAtBackend' : undefined;
};

/** A hop in front drops or changes `Upgrade` or `Connection`, which are hop-by-hop (RFC 9110 §7.6.1). */
export default refusalRule({
	code: 'upgrade/header-stripped',
	outranks: ['upgrade/route-missed'],
	find(refusal) {
		const {upgrade} = refusal;
		const inner = innerAccepts(refusal);
		if (upgrade.status === undefined || otherCause(upgrade.status) || !inner) return;
		const [hop, ...others] = inFront(refusal);
		const who = hop && others.length === 0 ? hop : inner === 'upgradeAtHaproxy' ? 'client→haproxy' : 'client→backend';
		return {
			severity: 'problem',
			title: `${who.includes('→') ? 'Something in front' : who} does not pass the upgrade on: ${answerWords(upgrade)} there, 101 further inward.`,
			why: 'Upgrade and Connection are hop-by-hop headers: a proxy or CDN that is not told to forward them drops them, and the server sees a plain request.',
			hop: who,
			proof: [
				decisive(met('the same request is accepted with 101 further inward', inner)),
				decisive(met(`at the public URL it gets ${answerWords(upgrade)}`, 'upgrade')),
				missesUpgrade(upgrade)
					? met(`${upgrade.status} is how a server answers an upgrade without its headers`, 'upgrade')
					: unseen('the status shows that the headers are missing'),
			],
			fixes: [
				{
					title: `Switch WebSockets on at ${who}, or set the two headers there (nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade")`,
				},
			],
		};
	},
});
