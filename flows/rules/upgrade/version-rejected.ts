import {saidOf} from '../../reading/own-words.ts';
import {byStatus} from './by-status.ts';

/** 426, or a 400 that names the versions it wants (RFC 6455 §4.4). */
export default byStatus({
	code: 'upgrade/version-rejected',
	fits({upgrade, atHaproxy, atBackend}) {
		const {status, headers} = upgrade;
		// Further inward the same version is accepted: something on the way took the upgrade out.
		if (atHaproxy?.status === 101 || atBackend?.status === 101) return;
		if (status === 426) return 'the answer is 426 Upgrade Required';
		const said = saidOf(upgrade, 'version');
		if (said) return `the answer says so: "${said}"`;
		return status === 400 && headers?.['sec-websocket-version'] ? `the answer is 400 and asks for version ${headers['sec-websocket-version']}` : undefined;
	},
	title: 'The server does not accept the WebSocket version of the handshake, or does not see the upgrade at all.',
	why: 'Servers answer 426 to a request without Upgrade, and name in Sec-WebSocket-Version what they speak; today that is 13.',
	fixes: [{title: 'Compare with the answer of the backend itself: if that gives 101, a hop on the way changes the headers'}],
});
