import type {Diagnosis, Fix, UpgradeFailure} from '../../../source/model.ts';
import {decisive, met} from '../proof.ts';
import {type Refusal, refusalRule} from '../refusal.ts';

type Failure = {
	code: string;
	outcome: UpgradeFailure & ('refused' | 'timeout' | 'unreachable' | 'not-resolved');
	says: string;
	title: (where: string, detail: string) => string;
	why: string;
	fixes: readonly Fix[];
};

const whereOf = ({url, reach}: Refusal): string => (url ? new URL(url).host : reach ? `${reach.host}:${reach.port}` : 'the public URL');

const diagnosis = (refusal: Refusal, {outcome, says, title, why, fixes}: Failure): Diagnosis | undefined => {
	const {upgrade, reach, atHaproxy} = refusal;
	const seen = [...(upgrade.outcome === outcome ? ['upgrade'] : []), ...(reach?.outcome === outcome ? ['reach'] : [])];
	if (seen.length === 0 || (upgrade.status !== undefined && upgrade.outcome === undefined)) return;
	const detail = upgrade.detail ?? reach?.detail;
	const behind = atHaproxy?.status === undefined ? [] : [met('HAProxy itself, asked directly, answers', 'upgradeAtHaproxy')];
	return {
		severity: 'problem',
		title: title(whereOf(refusal), detail ? ` (${detail})` : ''),
		why,
		hop: 'client→haproxy',
		proof: [decisive(met(says, ...seen)), ...behind],
		fixes,
	};
};

/** A rule for one way in which TCP never comes about; the rest of the handshake is then out of reach. */
export const unreachable = (failure: Failure) => refusalRule({code: failure.code, find: refusal => diagnosis(refusal, failure)});
