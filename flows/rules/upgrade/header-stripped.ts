import type {Diagnosis, Upgrade} from '../../../source/model.ts';
import {readsHttp} from '../../reading/http-hops.ts';
import {saidOf} from '../../reading/own-words.ts';
import {type Stripping, strippingOn} from '../../reading/stripping.ts';
import {lineOf} from '../../reading/words.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answerWords, type Refusal, refusalRule} from '../refusal.ts';

/** Statuses that say something else than "this is no upgrade request". */
const otherCause = (status: number) => [401, 403, 407, 408, 413, 414, 429, 431].includes(status) || status >= 500 || (status >= 300 && status < 400);

const inFront = ({hops}: Refusal) => hops.filter(readsHttp).map(({product}) => product);

/** How a server answers an upgrade that lost its headers on the way (RFC 6455 §4.2.2, RFC 9110 §15.5.22). */
const missesUpgrade = ({status}: Upgrade) => status === 400 || status === 426;

/** The next place inward accepts, and a hop stands before it that can have dropped the headers. */
const innerAccepts = (refusal: Refusal): 'upgradeAtHaproxy' | 'upgradeAtBackend' | undefined => {
	const {upgrade, atHaproxy, atBackend} = refusal;
	if (atHaproxy?.status === 101) return 'upgradeAtHaproxy';
	if (atBackend?.status !== 101) return;
	// Only a WebSocket server says 426: it was reached, and saw no upgrade.
	if (upgrade.status === 426) return 'upgradeAtBackend';
	// Past HAProxy a missed route explains it as well, but for a server's own word for a lost upgrade.
	return !atHaproxy && missesUpgrade(upgrade) && inFront(refusal).length > 0 ? 'upgradeAtBackend' : undefined;
};

const why = 'Upgrade and Connection are hop-by-hop headers: a proxy or CDN that is not told to forward them drops them, and the server sees a plain request.';

const fixAt = (who: string) => ({
	title: `Switch WebSockets on at ${who}, or set the two headers there (nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade")`,
});

/** The hop that can be named: the only one in front, else the segment. */
const whoOf = (refusal: Refusal, segment: string): string => {
	const [hop, ...others] = inFront(refusal);
	return hop && others.length === 0 ? hop : segment;
};

/** HAProxy's own file takes the headers out. */
const byRule = ({upgrade, atBackend}: Refusal, {location, says}: Stripping): Diagnosis => ({
	severity: 'problem',
	title: `HAProxy takes the upgrade out of the request itself (${lineOf(location)}), and the server answers ${answerWords(upgrade)}.`,
	why: 'HAProxy hands an upgrade on by itself; a rule that deletes or overwrites Upgrade or Connection makes an ordinary request of it.',
	hop: 'haproxy',
	location,
	proof: [
		decisive(met(`a rule of the way takes it out: ${says} (${lineOf(location)})`, 'config')),
		decisive(met(`the answer is ${answerWords(upgrade)}`, 'upgrade')),
		atBackend?.status === 101 ? met('asked directly, the backend answers 101', 'upgradeAtBackend') : unseen('asked directly, the backend answers 101'),
	],
	fixes: [{title: 'Delete the rule, or exempt upgrades from it', where: lineOf(location)}],
});

/** The server itself says that it saw no upgrade; on the way to it there has to be something that can have taken it out. */
const byWords = (refusal: Refusal): Diagnosis | undefined => {
	const {upgrade, atBackend, url = '', hops, config} = refusal;
	// Engine.IO's code 3 to a request for the transport websocket without a session: it had no Upgrade.
	const engine = /[?&]transport=websocket\b/.test(url) && !/[?&]sid=/.test(url) && /^\s*\{"code":3,/.test(upgrade.bodyStart ?? '');
	const said = saidOf(upgrade, 'upgrade-lost') ?? (engine ? '{"code":3, Bad request}' : undefined);
	if (!said || (atBackend?.status !== undefined && atBackend.status !== 101)) return;
	const who = whoOf(refusal, 'client→backend');
	const passed = 'something on the way can have taken it out';
	return {
		severity: 'problem',
		title: `The server says that the upgrade did not reach it: "${said}".`,
		why,
		hop: who,
		proof: [
			decisive(met(`the answer says so: "${said}"`, 'upgrade')),
			decisive(hops.length > 0 || config ? met(passed, hops.length > 0 ? 'path' : 'config') : unseen(passed)),
			unseen('the same request is accepted with 101 further inward'),
		],
		fixes: [fixAt(who)],
	};
};

/** A hop in front drops or changes `Upgrade` or `Connection`, which are hop-by-hop (RFC 9110 §7.6.1), or HAProxy's own file does. */
export default refusalRule({
	code: 'upgrade/header-stripped',
	outranks: ['upgrade/route-missed'],
	find(refusal) {
		const {upgrade, atBackend, config, url, haproxy} = refusal;
		if (upgrade.status === undefined || otherCause(upgrade.status)) return;
		const rule = atBackend === undefined || atBackend.status === 101 ? strippingOn(config, url, haproxy) : undefined;
		if (rule) return byRule(refusal, rule);
		const inner = innerAccepts(refusal);
		if (!inner) return byWords(refusal);
		const who = whoOf(refusal, inner === 'upgradeAtHaproxy' ? 'client→haproxy' : 'client→backend');
		return {
			severity: 'problem',
			title: `${who.includes('→') ? 'Something in front' : who} does not pass the upgrade on: ${answerWords(upgrade)} there, 101 further inward.`,
			why,
			hop: who,
			proof: [
				decisive(met('the same request is accepted with 101 further inward', inner)),
				decisive(met(`at the public URL it gets ${answerWords(upgrade)}`, 'upgrade')),
				missesUpgrade(upgrade)
					? met(`${upgrade.status} is how a server answers an upgrade without its headers`, 'upgrade')
					: unseen('the status shows that the headers are missing'),
			],
			fixes: [fixAt(who)],
		};
	},
});
