import {decisive, met} from '../proof.ts';
import {nearestToHaproxy, refusalRule} from '../refusal.ts';

/** 502: the server closed, or what it answered is no valid response (HAProxy manual §8.5, SH and PH). */
export default refusalRule({
	code: 'upgrade/bad-gateway',
	outranks: ['upgrade/route-missed'],
	find(refusal) {
		if (nearestToHaproxy(refusal).status !== 502) return;
		const backend = refusal.atBackend?.status === 101;
		return {
			severity: 'problem',
			title: `The proxy answers 502: the server closed the connection, or answered what the proxy takes for invalid${backend ? ', though it gives 101 when asked directly' : ''}.`,
			why: 'Usual reasons: HTTP/2 towards a server that cannot do WebSocket over it (alpn h2 on the server line), TLS towards a plain port, or a 101 without its headers.',
			hop: 'haproxy→backend',
			proof: [decisive(met('the answer is 502', 'upgrade'))],
			fixes: [
				{
					title: 'Look at the termination state: SH is a server that closed before it answered, PH an answer that HAProxy refuses',
					then: ["echo 'show errors' | socat stdio unix-connect:/run/haproxy/admin.sock"],
				},
			],
		};
	},
});
