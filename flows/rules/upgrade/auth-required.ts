import {decisive, met} from '../proof.ts';
import {refusalRule} from '../refusal.ts';

/** 401 or 407: credentials are wanted (RFC 9110 §15.5.2, §15.5.8). */
export default refusalRule({
	code: 'upgrade/auth-required',
	outranks: ['upgrade/route-missed', 'upgrade/not-an-endpoint', 'upgrade/header-stripped'],
	find({upgrade}) {
		const {status} = upgrade;
		if (status !== 401 && status !== 407) return;
		const who = status === 407 ? 'A proxy' : 'The server';
		return {
			severity: 'problem',
			title: `${who} asks for credentials (${status}), and the handshake carries none that it accepts.`,
			why: 'Browsers cannot add headers to a WebSocket: the identity has to travel as a cookie, in the URL, or in the subprotocol.',
			proof: [decisive(met(`the answer is ${status}`, 'upgrade'))],
			fixes: [{title: "Try again with the client's own credentials (--cookie, --header 'Authorization: …'), and see that each proxy hands them on"}],
		};
	},
});
