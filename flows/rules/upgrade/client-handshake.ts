import {rule} from '../../../source/define.ts';
import type {Diagnosis, ProofItem} from '../../../source/model.ts';
import {isOwnPage} from '../../reading/answered-by.ts';
import {denialsOn} from '../../reading/denying.ts';
import {saidOf} from '../../reading/own-words.ts';
import {log, symptom} from '../../steps/told.ts';
import {upgrade} from '../../steps/upgrade.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answerWords, nearestToHaproxy, type Refusal, refusalRule} from '../refusal.ts';

const compare = {
	title: 'Compare the request with RFC 6455 §4.1: GET, HTTP/1.1, Host, Upgrade, Connection, version 13, a key of 24 characters, no body, each header once',
	then: ["echo 'show errors' | socat stdio unix-connect:/run/haproxy/admin.sock"],
};

const diagnosis = (title: string, ...proof: readonly ProofItem[]): Diagnosis => ({
	severity: 'problem',
	title,
	why: 'HAProxy answers an upgrade without a key with 400 and never asks the server (2.4 and later); it takes the upgrade out of a request that has a body; headers that are too long or forbidden end as 400, 413 or 431.',
	hop: 'client',
	proof,
	fixes: [compare],
});

/** Headers of the client's own that are too long, or not allowed: without them the same request is accepted. */
const ownHeaders = ({upgrade, withoutCredentials, withoutCookie}: Refusal): Diagnosis | undefined => {
	const cookie = withoutCookie?.status === 101;
	if (![400, 413, 431].includes(upgrade.status ?? 0) || !(cookie || withoutCredentials?.status === 101)) return;
	return diagnosis(
		`The handshake is refused with ${upgrade.status} for ${cookie ? 'the cookies that the client sends' : 'a header that the client adds: a cookie, a token or another one'}.`,
		decisive(met(`with its own headers the answer is ${answerWords(upgrade)}`, 'upgrade')),
		decisive(met('without them it is 101', cookie ? 'upgradeWithoutCookie' : 'upgradeWithoutCredentials')),
	);
};

/** What HAProxy logs of a request that it could not take for one (manual §8.2.3). */
const isBad = (line: string): boolean => /\bPR--/.test(line) && /<BADREQ>/.test(line) && /\s400\s/.test(line);

/** 431 says itself that the request's headers are too long (RFC 6585 §5); the usual ones are not. */
const tooLong = ({upgrade, withoutCredentials, atHaproxy, atBackend}: Refusal): Diagnosis | undefined =>
	upgrade.status === 431 && atHaproxy?.status !== 101 && atBackend?.status !== 101
		? diagnosis(
				'The headers that the client sends are too long (431): a cookie, a token or another one of its own.',
				decisive(met('the answer is 431', 'upgrade')),
				withoutCredentials
					? decisive({
							says: 'without its own headers the answer is another',
							state: withoutCredentials.status === 431 ? 'contradicted' : 'met',
							evidence: ['upgradeWithoutCredentials'],
						})
					: unseen('without its own headers the answer is another'),
			)
		: undefined;

/** HAProxy refuses the request as none: 400 with its own page, or <BADREQ> in its log, and no rule of the file that answers so. */
const refusedAsNone = (refusal: Refusal): Diagnosis | undefined => {
	const {config, url, haproxy, log = [], atHaproxy} = refusal;
	const answer = nearestToHaproxy(refusal);
	const logged = log.some(isBad);
	if (
		answer.status !== 400 ||
		atHaproxy?.status === 101 ||
		(!isOwnPage(answer) && !logged) ||
		denialsOn(config, url, haproxy).some(({status}) => status === 400)
	)
		return;
	return diagnosis(
		'HAProxy refuses the request itself as no valid one (400), and asks no server.',
		decisive(
			logged ? met("HAProxy's log has the request with 400, PR-- and <BADREQ>", 'log') : met('the body is the page that HAProxy itself has for 400', 'upgrade'),
		),
		unseen('show errors shows what is wrong with the request, and where'),
	);
};

/** The server says that there was no key; where it accepts further inward, something on the way took it. */
const keyMissing = ({upgrade, atHaproxy, atBackend}: Refusal): Diagnosis | undefined => {
	const said = saidOf(upgrade, 'key');
	if (!said || atHaproxy?.status === 101 || atBackend?.status === 101) return;
	return diagnosis(
		`The server refuses the handshake for its key: "${said}".`,
		decisive(met(`the answer says so: "${said}"`, 'upgrade')),
		unseen('the client sends a Sec-WebSocket-Key of 24 characters'),
	);
};

const whole = refusalRule({
	code: 'upgrade/client-handshake',
	outranks: ['upgrade/route-missed', 'upgrade/header-stripped', 'upgrade/not-an-endpoint'],
	find: refusal => ownHeaders(refusal) ?? tooLong(refusal) ?? refusedAsNone(refusal) ?? keyMissing(refusal),
});

/** The client's own request is wrong: a correct one to the same place succeeds. */
export default rule({
	code: whole.code,
	outranks: whole.outranks,
	needs: [upgrade],
	uses: [log, symptom, ...whole.uses],
	find(upgrade, log, symptom, ...beside) {
		const lines = log?.filter(isBad) ?? [];
		if (upgrade.status !== 101 || symptom !== 'refused' || lines.length === 0) return whole.find(upgrade, ...beside);
		return diagnosis(
			'A correct handshake is accepted; HAProxy refuses those of these clients as no valid requests.',
			decisive(met('a correct handshake gets 101', 'upgrade')),
			decisive(met(`HAProxy's log has ${lines.length} request${lines.length > 1 ? 's' : ''} with 400, PR-- and <BADREQ>`, 'log')),
		);
	},
});
