import {decisive, met} from '../proof.ts';
import {answerWords, refusalRule} from '../refusal.ts';

/** Answers that have a more telling name: credentials, a rate, a version, a failing server. */
const says = (status: number) => status < 500 && ![101, 401, 403, 407, 426, 429].includes(status) && !(status >= 300 && status < 400);

/** The backend itself does not speak WebSocket on that path. */
export default refusalRule({
	code: 'upgrade/not-an-endpoint',
	outranks: ['upgrade/route-missed'],
	find({upgrade, atBackend, url, backend}) {
		if (atBackend?.status === undefined || !says(atBackend.status) || upgrade.status === undefined) return;
		const path = url ? new URL(url).pathname : 'that path';
		return {
			severity: 'problem',
			title: `The backend${backend ? ` ${backend}` : ''} itself answers ${answerWords(atBackend)} on ${path}: there is no WebSocket endpoint.`,
			why: `HAProxy answers ${answerWords(upgrade)}, and so would it whatever its configuration: the application has no WebSocket handler on this path, or not on this port.`,
			hop: 'backend',
			proof: [
				decisive(met(`asked directly, the backend answers ${answerWords(atBackend)} instead of 101`, 'upgradeAtBackend')),
				met(`through the proxies the answer is ${answerWords(upgrade)}`, 'upgrade'),
			],
			fixes: [{title: 'Correct the path (a trailing slash and the case count), or the port of the server line'}],
		};
	},
});
