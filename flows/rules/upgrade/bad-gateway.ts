import {madeInFront, nearestToHaproxy} from '../refusal.ts';
import {byStatus} from './by-status.ts';

/** 502: the server closed, or what it answered is no valid response (HAProxy manual §8.5, SH and PH). */
export default byStatus({
	code: 'upgrade/bad-gateway',
	fits: refusal => (nearestToHaproxy(refusal).status === 502 ? 'the answer is 502' : undefined),
	title: 'The proxy answers 502: the server closed the connection, or answered what the proxy takes for invalid.',
	why: 'Usual reasons: HTTP/2 towards a server that cannot do WebSocket over it (alpn h2 on the server line), TLS towards a plain port, or a 101 without its headers.',
	hop: 'haproxy→backend',
	more: refusal =>
		madeInFront(refusal)
			? {hop: 'client→haproxy', title: 'A proxy in front answers 502, and HAProxy itself, asked directly, answers 101: the two do not understand each other.'}
			: refusal.atBackend?.status === 101
				? {
						title:
							'The proxy answers 502: the server closed the connection, or answered what the proxy takes for invalid, though it gives 101 when asked directly.',
					}
				: {},
	fixes: [
		{
			title: 'Look at the termination state: SH is a server that closed before it answered, PH an answer that HAProxy refuses',
			then: ["echo 'show errors' | socat stdio unix-connect:/run/haproxy/admin.sock"],
		},
	],
});
