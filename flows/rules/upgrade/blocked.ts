import {type Denial, denialsOn} from '../../reading/denying.ts';
import {lineOf} from '../../reading/words.ts';
import {met} from '../proof.ts';
import {nearestToHaproxy, type Refusal} from '../refusal.ts';
import {byStatus} from './by-status.ts';

// Headers by which products say that they, and not the server, answered; documented by each vendor.
const signs: Readonly<Record<string, string>> = {
	'cf-mitigated': 'Cloudflare challenged the request',
	'x-amzn-waf-action': 'AWS WAF acted on the request',
	'x-sucuri-block': 'Sucuri blocked the request',
	'x-datadome': 'DataDome judged the request',
};

const signOf = ({upgrade: {headers}}: Refusal): string | undefined => {
	const name = Object.keys(signs).find(header => headers?.[header] !== undefined);
	return name && `${signs[name]} (header ${name})`;
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
	fits: refusal => signOf(refusal) ?? (ruleOf(refusal) && `the answer is ${nearestToHaproxy(refusal).status}, made by HAProxy itself`),
	title: 'A CDN or firewall in front answers with a challenge or block page instead of the server.',
	why: 'WebSocket clients cannot solve a challenge: the handshake has to be let through by a rule.',
	hop: 'client→haproxy',
	more(refusal) {
		const rule = signOf(refusal) ? undefined : ruleOf(refusal);
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
