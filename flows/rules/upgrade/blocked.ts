import {byStatus} from './by-status.ts';

// Headers by which products say that they, and not the server, answered; documented by each vendor.
const signs: Readonly<Record<string, string>> = {
	'cf-mitigated': 'Cloudflare challenged the request',
	'x-amzn-waf-action': 'AWS WAF acted on the request',
	'x-sucuri-block': 'Sucuri blocked the request',
	'x-datadome': 'DataDome judged the request',
};

/** A challenge or block page of a CDN or WAF. */
export default byStatus({
	code: 'upgrade/blocked',
	outranks: ['upgrade/origin-rejected', 'upgrade/auth-required', 'upgrade/rate-limited'],
	fits({upgrade: {headers}}) {
		const name = Object.keys(signs).find(header => headers?.[header] !== undefined);
		return name && `${signs[name]} (header ${name})`;
	},
	title: 'A CDN or firewall in front answers with a challenge or block page instead of the server.',
	why: 'WebSocket clients cannot solve a challenge: the handshake has to be let through by a rule.',
	hop: 'client→haproxy',
	fixes: [{title: 'Exempt the WebSocket path from the challenge or rule at that product'}],
});
