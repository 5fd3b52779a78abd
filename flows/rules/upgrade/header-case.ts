import {decisive, met} from '../proof.ts';
import {answerWords, nearestToHaproxy, refusalRule} from '../refusal.ts';

/** The server insists on the capitals of header names, which mean nothing (RFC 9110 §5.1) and which HAProxy does not keep (2.0 and later). */
export default refusalRule({
	code: 'upgrade/header-case',
	outranks: [
		'upgrade/route-missed',
		'upgrade/header-stripped',
		'upgrade/bad-gateway',
		'upgrade/not-an-endpoint',
		'upgrade/version-rejected',
		'upgrade/origin-rejected',
	],
	find(refusal) {
		const {atBackend, lowerCaseAtBackend} = refusal;
		if (atBackend?.status !== 101 || !lowerCaseAtBackend || lowerCaseAtBackend.status === 101) return;
		const [answer, lower] = [nearestToHaproxy(refusal), lowerCaseAtBackend];
		return {
			severity: 'problem',
			title: `The server accepts the handshake with the usual capitals and answers ${answerWords(lower)} to header names in lower case, which is how HAProxy sends them.`,
			why: 'Header names have no case, but hand-made servers and devices compare them as they are written.',
			hop: 'backend',
			proof: [
				decisive(met('asked directly, with capitals, it answers 101', 'upgradeAtBackend')),
				decisive(met(`in lower case it answers ${answerWords(lower)}`, 'upgradeLowerCaseAtBackend')),
				met(`through HAProxy the answer is ${answerWords(answer)}`, 'upgrade'),
			],
			fixes: [
				{
					title: 'Repair the server; until then: "option h1-case-adjust-bogus-server" in the backend, with h1-case-adjust lines in global',
					then: ['ws-doctor explain upgrade/header-case'],
				},
			],
		};
	},
});
