import {decisive, met, unseen} from '../proof.ts';
import {refusalRule} from '../refusal.ts';

/** Proxies, antivirus and filters near the client read plain `ws`, and break what they do not know. */
export default refusalRule({
	code: 'upgrade/inspected',
	outranks: ['upgrade/route-missed', 'upgrade/header-stripped', 'upgrade/closed-early', 'upgrade/no-response'],
	find({someClients, url, upgrade}) {
		// What never connected was never read on the way.
		const connected = upgrade.status !== undefined || ['closed', 'reset', 'no-response', 'garbage'].includes(upgrade.outcome ?? '');
		if (!someClients || !connected) return;
		const plain = url?.startsWith('ws:')
			? decisive(met('the URL is plain ws, which anything on the way can read', 'url'))
			: decisive(unseen('the connection is plain ws, or inspected'));
		return {
			severity: 'problem',
			title: 'Only some clients fail: something near them (a proxy, an antivirus, a filter) reads the connection and breaks the handshake.',
			why: 'Whatever HAProxy and the application do, they do to all clients alike.',
			hop: 'client→haproxy',
			proof: [
				decisive(met('only some clients, networks or browsers are hit', 'someClients')),
				plain,
				unseen('wss, or another network, works for the same client'),
			],
			fixes: [{title: 'Offer wss:// only; let one of the clients that fail try wss, and another network'}],
		};
	},
});
