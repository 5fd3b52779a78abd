import {rule} from '../../../source/define.ts';
import type {Upgrade} from '../../../source/model.ts';
import {upgrade} from '../../steps/upgrade.ts';
import {decisive, met} from '../proof.ts';

/** Headers told with the upgrade's own two among them are all there are: what is not there was not sent. */
const isMissing = ({headers = {}}: Upgrade): boolean =>
	headers.upgrade !== undefined && headers.connection !== undefined && headers['sec-websocket-accept'] === undefined;

/** A 101 whose `Sec-WebSocket-Accept` is wrong or missing: clients must fail it (RFC 6455 §4.1), HAProxy never looks. */
export default rule({
	code: 'upgrade/accept-mismatch',
	needs: [upgrade],
	find(upgrade) {
		const wrong = upgrade.acceptValid === false || (upgrade.acceptValid === undefined && isMissing(upgrade));
		if (upgrade.status !== 101 || !wrong) return;
		return {
			severity: 'problem',
			title: 'The server answers 101 with a wrong or missing Sec-WebSocket-Accept, and clients end such a connection.',
			why: 'The value must be computed from the key of this very request. A cache, a recorded answer or a home-made server sends another; HAProxy forwards it unchanged.',
			hop: 'backend',
			proof: [decisive(met('the answer is 101, and Sec-WebSocket-Accept does not fit the key that was sent', 'upgrade'))],
			fixes: [{title: 'Use a WebSocket library in the server, and let nothing cache or rewrite the 101'}],
		};
	},
});
