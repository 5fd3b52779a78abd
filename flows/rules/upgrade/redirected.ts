import {clean} from '../../../source/text.ts';
import {routesMet} from '../../reading/configuration.ts';
import {lineOf} from '../../reading/words.ts';
import {decisive, met} from '../proof.ts';
import {type Refusal, refusalRule} from '../refusal.ts';

const statuses = [301, 302, 303, 307, 308];

const ruleOf = ({config, url, haproxy}: Refusal) => (config && url ? routesMet(config, url, haproxy).answeredBefore : undefined);

/** A redirect: browsers' WebSocket clients do not follow one (WHATWG WebSockets §2.2; RFC 6455 §4.1 leaves it open). */
export default refusalRule({
	code: 'upgrade/redirected',
	outranks: ['upgrade/not-an-endpoint', 'upgrade/route-missed', 'upgrade/header-stripped'],
	find(refusal) {
		const {status, headers} = refusal.upgrade;
		if (status === undefined || !statuses.includes(status)) return;
		const to = headers?.location ? ` to ${clean(headers.location)}` : '';
		const rule = ruleOf(refusal);
		return {
			severity: 'problem',
			title: `The handshake is redirected${to} (${status})${rule ? ` by ${lineOf(rule.location)}` : ''}, and WebSocket clients do not follow redirects.`,
			why: 'The client has to open the final URL itself, or the redirect has to spare upgrade requests.',
			...(rule && {hop: 'haproxy', location: rule.location}),
			proof: [decisive(met(`the answer is ${status}`, 'upgrade')), ...(rule ? [met(`${rule.says} (${lineOf(rule.location)})`, 'config')] : [])],
			fixes: [{title: `Let the clients open the target${to} with ws:// or wss://, or exclude upgrade requests from the redirect`}],
		};
	},
});
