import {type Denial, denialsOn} from '../../reading/denying.ts';
import {saidOf} from '../../reading/own-words.ts';
import {isBetween} from '../../reading/suspects.ts';
import {lineOf} from '../../reading/words.ts';
import {met, unseen} from '../proof.ts';
import {madeInFront, nearestToHaproxy, type Refusal} from '../refusal.ts';
import {byStatus} from './by-status.ts';

// Headers by which products say that they, and not the server, answered; documented by each vendor.
const signs: Readonly<Record<string, string>> = {
	'cf-mitigated': 'Cloudflare challenged the request',
	'x-amzn-waf-action': 'AWS WAF acted on the request',
	'x-sucuri-block': 'Sucuri blocked the request',
	'x-datadome': 'DataDome judged the request',
};

// Balancers that sign only what they answer themselves: a 403 of theirs is their firewall's.
const balancers = /^(?:awselb\/|Microsoft-Azure-Application-Gateway\b)/i;

const signOf = ({upgrade}: Refusal): string | undefined => {
	const {status, headers = {}} = upgrade;
	const name = Object.keys(signs).find(header => headers[header] !== undefined);
	if (name) return `${signs[name]} (header ${name})`;
	const said = saidOf(upgrade, 'block');
	if (said) return `the answer is a block page: "${said}"`;
	return status === 403 && balancers.test(headers.server ?? '') ? `the balancer answers 403 itself (server: ${headers.server})` : undefined;
};

/** HAProxy accepts what the CDN in front of it, and nothing else, refuses: CDNs hand Host and Origin on, so it is theirs. */
const byCdn = (refusal: Refusal): string | undefined => {
	const {upgrade, hops} = refusal;
	const [cdn, ...others] = hops.filter(isBetween);
	return upgrade.status === 403 && madeInFront(refusal) && cdn?.layer === 'cdn' && others.length === 0
		? `${cdn.product} answers 403 where HAProxy accepts the same handshake`
		: undefined;
};

/** A rule of HAProxy's own that refuses: the only one of the way with that status, and about nothing that has a name of its own. */
const ruleOf = (refusal: Refusal): Denial | undefined => {
	const lifted = [refusal.withOwnOrigin, refusal.withoutOrigin, refusal.withoutCredentials, refusal.withCredentials].some(seen => seen?.status === 101);
	if (refusal.answerer?.who !== 'haproxy' || lifted) return;
	const {status} = nearestToHaproxy(refusal);
	const [only, ...others] = denialsOn(refusal.config, refusal.url, refusal.haproxy).filter(denial => denial.status === status);
	return others.length === 0 && only?.about === 'other' ? only : undefined;
};

/** A challenge or block page of a CDN or WAF, or a rule of HAProxy's that works as one. */
export default byStatus({
	code: 'upgrade/blocked',
	outranks: ['upgrade/origin-rejected', 'upgrade/auth-required', 'upgrade/rate-limited'],
	fits: refusal => signOf(refusal) ?? byCdn(refusal) ?? (ruleOf(refusal) && `the answer is ${nearestToHaproxy(refusal).status}, made by HAProxy itself`),
	title: 'A CDN or firewall in front answers with a challenge or block page instead of the server.',
	why: 'WebSocket clients cannot solve a challenge: the handshake has to be let through by a rule.',
	hop: 'client→haproxy',
	more(refusal) {
		if (signOf(refusal)) return {};
		if (byCdn(refusal)) return {proof: [met('HAProxy, asked directly, answers 101', 'upgradeAtHaproxy'), unseen('its headers or its page name the block')]};
		const rule = ruleOf(refusal);
		if (!rule) return {};
		return {
			title: `HAProxy itself refuses the handshake with ${rule.status}, by ${lineOf(rule.location)}.`,
			why: 'A rule on the way denies this request before any server is asked.',
			hop: 'haproxy',
			location: rule.location,
			proof: [met(`the only rule of the way with that status: ${rule.says} (${lineOf(rule.location)})`, 'config')],
		};
	},
	fixes: [{title: 'Exempt the WebSocket path from the challenge or rule at that product'}],
});
