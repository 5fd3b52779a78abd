import {rule} from '../../../source/define.ts';
import type {Diagnosis, ProofItem} from '../../../source/model.ts';
import {log, symptom} from '../../steps/told.ts';
import {upgrade} from '../../steps/upgrade.ts';
import {decisive, met} from '../proof.ts';
import {answerWords, type Refusal, refusalRule} from '../refusal.ts';

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
const ownHeaders = ({upgrade, withoutCredentials}: Refusal): Diagnosis | undefined =>
	[400, 413, 431].includes(upgrade.status ?? 0) && withoutCredentials?.status === 101
		? diagnosis(
				`The handshake is refused with ${upgrade.status} for a header that the client adds: a cookie, a token or another one.`,
				decisive(met(`with its own headers the answer is ${answerWords(upgrade)}`, 'upgrade')),
				decisive(met('without them it is 101', 'upgradeWithoutCredentials')),
			)
		: undefined;

/** What HAProxy logs of a request that it could not take for one (manual §8.2.3). */
const isBad = (line: string): boolean => /\bPR--/.test(line) && /<BADREQ>/.test(line) && /\s400\s/.test(line);

const whole = refusalRule({
	code: 'upgrade/client-handshake',
	outranks: ['upgrade/route-missed', 'upgrade/header-stripped', 'upgrade/not-an-endpoint'],
	find: ownHeaders,
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
