import type {ProofItem} from '../../../source/model.ts';
import {decisive, met, unseen} from '../proof.ts';
import {type Refusal, refusalRule} from '../refusal.ts';

/** That the origin is the reason: lifted without it, or at least accepted where no proxy stands between. */
const reason = ({withoutOrigin, atBackend}: Refusal): readonly ProofItem[] => {
	const lifted = 'it is accepted without Origin';
	if (withoutOrigin?.status === 101) return [decisive(met(lifted, 'upgradeWithoutOrigin'))];
	if (withoutOrigin) return [{says: lifted, state: 'contradicted', evidence: ['upgradeWithoutOrigin']}];
	return atBackend?.status === 101 ? [decisive(met('the backend itself, asked directly, answers 101', 'upgradeAtBackend')), unseen(lifted)] : [];
};

/** The application refuses the `Origin`, or compares it with a Host that a proxy has changed (RFC 6455 §10.2). */
export default refusalRule({
	code: 'upgrade/origin-rejected',
	outranks: ['upgrade/route-missed', 'upgrade/header-stripped', 'upgrade/auth-required', 'upgrade/not-an-endpoint'],
	find(refusal) {
		const {status} = refusal.upgrade;
		const proof = reason(refusal);
		if (proof.length === 0 || status === undefined || (status !== 403 && refusal.withoutOrigin?.status !== 101)) return;
		return {
			severity: 'problem',
			title: `The handshake is refused with ${status} for its origin: the application does not take it for one of its own.`,
			why: 'Applications compare Origin with the host, port and scheme that the proxy tells them; behind a proxy that rewrites Host or tells no scheme, they differ.',
			hop: 'backend',
			proof: [decisive(met(`the answer through the proxies is ${status}`, 'upgrade')), ...proof],
			fixes: [
				{
					title:
						"Hand Host on unchanged and set X-Forwarded-Proto, X-Forwarded-Host and X-Forwarded-Port; or add the site to the application's allowed origins",
				},
			],
		};
	},
});
