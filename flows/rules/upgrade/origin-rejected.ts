import type {ProofItem} from '../../../source/model.ts';
import {denialsOn} from '../../reading/denying.ts';
import {saidOf} from '../../reading/own-words.ts';
import {lineOf} from '../../reading/words.ts';
import {decisive, met, unseen} from '../proof.ts';
import {type Refusal, refusalRule} from '../refusal.ts';

const lifted = "it is accepted without Origin, or with the site's own";

/** That the origin is the reason: lifted by a change of it, or at least accepted where no proxy stands between. */
const reason = ({upgrade, withoutOrigin, withOwnOrigin, atBackend, answerer}: Refusal): readonly ProofItem[] => {
	const said = saidOf(upgrade, 'origin');
	if (withoutOrigin?.status === 101) return [decisive(met('it is accepted without Origin', 'upgradeWithoutOrigin'))];
	if (withOwnOrigin?.status === 101) return [decisive(met("it is accepted with the site's own Origin", 'upgradeWithOwnOrigin'))];
	if (said) return [decisive(met(`the answer says so: "${said}"`, 'upgrade')), unseen(lifted)];
	if (withoutOrigin || withOwnOrigin)
		return [{says: lifted, state: 'contradicted', evidence: [withoutOrigin ? 'upgradeWithoutOrigin' : 'upgradeWithOwnOrigin']}];
	// An answer of HAProxy's own is no judgement of the application.
	const own = answerer?.who === 'haproxy' || answerer?.who === 'front';
	return atBackend?.status === 101 && !own ? [decisive(met('the backend itself, asked directly, answers 101', 'upgradeAtBackend')), unseen(lifted)] : [];
};

const isLifted = ({withoutOrigin, withOwnOrigin}: Refusal): boolean => withoutOrigin?.status === 101 || withOwnOrigin?.status === 101;

/** Where HAProxy itself compares origins, the line that does. */
const ruleFor = ({config, url, haproxy, upgrade}: Refusal) =>
	denialsOn(config, url, haproxy).find(({about, status}) => about === 'origin' && status === upgrade.status);

/** The application, or a rule of HAProxy's, refuses the `Origin`, or compares it with a Host that a proxy has changed (RFC 6455 §10.2). */
export default refusalRule({
	code: 'upgrade/origin-rejected',
	outranks: ['upgrade/route-missed', 'upgrade/header-stripped', 'upgrade/auth-required', 'upgrade/not-an-endpoint'],
	find(refusal) {
		const {status} = refusal.upgrade;
		const proof = reason(refusal);
		if (proof.length === 0 || status === undefined || (status !== 403 && !isLifted(refusal) && !saidOf(refusal.upgrade, 'origin'))) return;
		const rule = isLifted(refusal) ? ruleFor(refusal) : undefined;
		return {
			severity: 'problem',
			title: `The handshake is refused with ${status} for its origin${rule ? ` by ${lineOf(rule.location)}` : ': the application does not take it for one of its own'}.`,
			why: 'Applications compare Origin with the host, port and scheme that the proxy tells them; behind a proxy that rewrites Host or tells no scheme, they differ.',
			...(rule ? {hop: 'haproxy', location: rule.location} : {hop: 'backend'}),
			proof: [decisive(met(`the answer through the proxies is ${status}`, 'upgrade')), ...proof, ...(rule ? [met(rule.says, 'config')] : [])],
			fixes: [
				{
					title: rule
						? 'Add the origin of the page to the condition of that line'
						: "Hand Host on unchanged and set X-Forwarded-Proto, X-Forwarded-Host and X-Forwarded-Port; or add the site to the application's allowed origins",
				},
			],
		};
	},
});
