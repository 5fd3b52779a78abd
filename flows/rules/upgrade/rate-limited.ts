import {type Denial, denialsOn} from '../../reading/denying.ts';
import {lineOf} from '../../reading/words.ts';
import {met, unseen} from '../proof.ts';
import {nearestToHaproxy, type Refusal} from '../refusal.ts';
import {byStatus} from './by-status.ts';

const counting = ({config, url, haproxy, ...refusal}: Refusal): readonly Denial[] => {
	const {status} = nearestToHaproxy(refusal);
	return denialsOn(config, url, haproxy).filter(denial => denial.about === 'rate' && denial.status === status);
};

/** Another status than 429 is a limit's where HAProxy itself answered it, and no other rule of the way has that status. */
const byRule = (refusal: Refusal): Denial | undefined => {
	const {status} = nearestToHaproxy(refusal);
	const all = denialsOn(refusal.config, refusal.url, refusal.haproxy).filter(denial => denial.status === status);
	return refusal.answerer?.who === 'haproxy' && all.every(({about}) => about === 'rate') ? all[0] : undefined;
};

/** 429 (RFC 6585 §4), or the status of the deny rule that counts. */
export default byStatus({
	code: 'upgrade/rate-limited',
	outranks: ['upgrade/origin-rejected', 'upgrade/auth-required'],
	fits(refusal) {
		const {status} = nearestToHaproxy(refusal);
		if (status === 429) return 'the answer is 429';
		return byRule(refusal) ? `the answer is ${status}, made by HAProxy, whose only rule with that status counts` : undefined;
	},
	title: 'The handshake is refused: there are too many requests or connections from this client.',
	why: 'A deny rule on a stick table, a CDN or the application counts clients. Many users behind one address (NAT, a proxy without PROXY protocol) look like one.',
	more(refusal) {
		const [rule] = refusal.answerer?.who === 'application' ? [] : counting(refusal);
		const status = nearestToHaproxy(refusal).status;
		const shown = rule ? [met(`${rule.says} (${lineOf(rule.location)})`, 'config')] : [];
		return {
			title: `The handshake is refused with ${status}${rule ? ` by ${lineOf(rule.location)}` : ''}: there are too many requests or connections from this client.`,
			...(rule && {hop: 'haproxy', location: rule.location}),
			proof: status === 429 ? shown : [...shown, unseen('the table shows this client at its limit')],
		};
	},
	fixes: [
		{
			title: 'Find who counts: deny_status 429 in haproxy.cfg, else the CDN; see what it counts and by which address',
			then: ["echo 'show table' | socat stdio unix-connect:/run/haproxy/admin.sock"],
		},
	],
});
