import {isApplication} from '../../reading/suspects.ts';
import {cutWords} from '../../reading/words.ts';
import {compared, decisive, met} from '../proof.ts';
import {cutRule, type Scene} from '../scene.ts';

const spoken = ({cut}: Scene): string | undefined =>
	cut.closeReason && /ping|keep-?alive|heartbeat/i.test(cut.closeReason) ? `its reason says so: ${cut.closeReason}` : undefined;

/** 1011 alone is any failure of the server (RFC 6455 §7.4.1); with a server that pings it is what an unanswered ping gives. */
const implied = ({cut, hops}: Scene): string | undefined => {
	const pinger = hops.find(hop => isApplication(hop) && hop.timers.some(({kind}) => kind === 'heartbeat'));
	return cut.closeCode === 1011 && pinger ? `it is 1011, with which ${pinger.product} ends what does not answer its pings` : undefined;
};

/** A ping of one end stayed unanswered, and the Close frame says so. */
export default cutRule({
	code: 'idle/ping-timeout',
	outranks: ['idle/backend-closes', 'idle/heartbeat-missing'],
	find(scene) {
		const sign = spoken(scene) ?? implied(scene);
		if (!sign) return;
		return {
			severity: 'problem',
			title: `The application gives up on a ping that was not answered in time, and closes ${cutWords(scene.cut)}.`,
			why: 'Its own keepalive ends the connection: pongs come too late because one end is busy (a blocked event loop, a sleeping tab) or never arrive.',
			hop: scene.hops.filter(isApplication)[0]?.product ?? 'backend',
			proof: [
				decisive(met(`the end came with a Close frame, and ${sign}`, 'idle', ...(spoken(scene) ? [] : ['path']))),
				...compared('asked directly, the backend does not keep the connection longer', scene.atBackend, ['same'], 'idleAtBackend'),
			],
			fixes: [{title: 'Raise the ping timeout, and look for what blocks the event loop at that moment'}],
		};
	},
});
