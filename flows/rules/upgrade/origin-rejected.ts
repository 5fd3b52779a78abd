import {decisive, met, unseen} from '../proof.ts';
import {refusalRule} from '../refusal.ts';

/** The application refuses the `Origin`, or compares it with a Host that a proxy has changed (RFC 6455 §10.2). */
export default refusalRule({
	code: 'upgrade/origin-rejected',
	outranks: ['upgrade/route-missed', 'upgrade/header-stripped', 'upgrade/auth-required'],
	find({upgrade, atBackend}) {
		if (upgrade.status !== 403 || atBackend?.status !== 101) return;
		return {
			severity: 'problem',
			title: 'The handshake is refused with 403 on the way through the proxies, and accepted by the backend itself: its origin check fails.',
			why: 'Applications compare Origin with the host, port and scheme that the proxy tells them; behind a proxy that rewrites Host or tells no scheme, they differ.',
			hop: 'backend',
			proof: [
				decisive(met('the answer through the proxies is 403', 'upgrade')),
				decisive(met('the backend itself, asked directly, answers 101', 'upgradeAtBackend')),
				unseen('it is accepted without Origin, or with the one of the site'),
			],
			fixes: [
				{
					title:
						"Hand Host on unchanged and set X-Forwarded-Proto, X-Forwarded-Host and X-Forwarded-Port; or add the site to the application's allowed origins",
				},
			],
		};
	},
});
