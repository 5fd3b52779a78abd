import {rule} from '../../../source/define.ts';
import {upgradeOverHttp2} from '../../steps/told.ts';
import {upgrade} from '../../steps/upgrade.ts';
import {decisive, met} from '../proof.ts';

/** HTTP/1.1 gives 101, extended CONNECT over HTTP/2 (RFC 8441) does not. */
export default rule({
	code: 'upgrade/http2-fails',
	needs: [upgrade, upgradeOverHttp2],
	find(upgrade, overHttp2) {
		if (upgrade.status !== 101 || overHttp2.status === 101 || overHttp2.status === 200) return;
		return {
			severity: 'problem',
			title: 'The handshake succeeds over HTTP/1.1 and fails over HTTP/2, which browsers choose where it is offered.',
			why: 'Extended CONNECT is offered and not served: a release with a defect, or a server behind it that cannot do it.',
			hop: 'haproxy',
			proof: [decisive(met('over HTTP/1.1 the answer is 101', 'upgrade')), decisive(met('over HTTP/2 it is not', 'upgradeOverHttp2'))],
			fixes: [{title: 'Keep browsers on HTTP/1.1 for WebSockets: the global keyword h2-workaround-bogus-websocket-clients, and http/1.1 in alpn'}],
		};
	},
});
