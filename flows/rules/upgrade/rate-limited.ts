import {answered, byStatus} from './by-status.ts';

/** 429 (RFC 6585 §4). */
export default byStatus({
	code: 'upgrade/rate-limited',
	fits: refusal => answered(refusal, 429),
	title: 'The handshake is refused with 429: there are too many requests or connections from this client.',
	why: 'A deny rule on a stick table, a CDN or the application counts clients. Many users behind one address (NAT, a proxy without PROXY protocol) look like one.',
	fixes: [
		{
			title: 'Find who counts: deny_status 429 in haproxy.cfg, else the CDN; see what it counts and by which address',
			then: ["echo 'show table' | socat stdio unix-connect:/run/haproxy/admin.sock"],
		},
	],
});
