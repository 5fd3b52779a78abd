import type {AddressReached, Diagnosis, Fix, Reach, Rule, Upgrade, UpgradeFailure} from '../../../source/model.ts';
import {clean} from '../../../source/text.ts';
import {reach} from '../../steps/reach.ts';
import {symptom} from '../../steps/told.ts';
import {decisive, met, unseen} from '../proof.ts';
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

/** What shows that TCP came about, whatever another try gave. */
const connected = ({status, outcome}: Upgrade): boolean =>
	(status !== undefined && outcome === undefined) || ['no-response', 'closed', 'reset', 'garbage', 'tls'].includes(outcome ?? '');

/** The proxy that the environment names stands between: it is what failed, or what could not connect, and the site may be well. */
const throughProxy = (refusal: Refusal, proxy: string, seen: readonly string[]): Diagnosis => {
	const {upgrade, reach, atHaproxy} = refusal;
	const detail = clean(upgrade.detail ?? reach?.detail ?? '', 200);
	return {
		severity: 'problem',
		title: `The proxy ${proxy} of the environment gives no connection to ${whereOf(refusal)}${detail ? `: ${detail}` : ''}.`,
		why: 'HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names it, and NO_PROXY does not exempt the host. Clients without that proxy take another way; those behind it fail alike.',
		hop: 'client→haproxy',
		proof: [
			decisive(met(`the connection was asked of the proxy ${proxy}, and did not come about`, ...seen)),
			...(atHaproxy?.status === undefined
				? [unseen('without the proxy the connection succeeds')]
				: [met('HAProxy itself, asked directly, answers', 'upgradeAtHaproxy')]),
		],
		fixes: [{title: `Try without it (NO_PROXY with the host of the URL); else let ${proxy} connect to that host and port`, then: ['env | grep -i _proxy']}],
	};
};

const diagnosis = (refusal: Refusal, {outcome, says, title, why, fixes}: Failure): Diagnosis | undefined => {
	const {upgrade, reach, atHaproxy} = refusal;
	const seen = [...(upgrade.outcome === outcome ? ['upgrade'] : []), ...(reach?.outcome === outcome ? ['reach'] : [])];
	if (seen.length === 0 || connected(upgrade)) return;
	const detail = upgrade.detail ?? reach?.detail;
	// A connection that came about at the same time leaves open what the other met.
	const once = reach?.outcome === 'connected' ? [decisive(unseen('the next try to connect fails in the same way'))] : [];
	const proxy = upgrade.through ?? reach?.through;
	if (proxy) return throughProxy(refusal, clean(proxy, 100), seen);
	const behind = atHaproxy?.status === undefined ? [] : [met('HAProxy itself, asked directly, answers', 'upgradeAtHaproxy')];
	return {
		severity: 'problem',
		title: title(whereOf(refusal), detail ? ` (${detail})` : ''),
		why,
		hop: 'client→haproxy',
		proof: [decisive(met(says, ...seen)), ...once, ...behind],
		fixes,
	};
};

const ofFamily = (each: readonly AddressReached[], wanted: 4 | 6) => each.filter(({family}) => family === wanted);
const answers = ({outcome}: AddressReached): boolean => outcome === 'connected';

/** The family of which no address answers, while the other's do. */
const lostFamily = (each: readonly AddressReached[]): 4 | 6 | undefined =>
	([4, 6] as const).find(family => {
		const [own, others] = [ofFamily(each, family), ofFamily(each, family === 4 ? 6 : 4)];
		return own.length > 0 && !own.some(answers) && others.some(answers);
	});

/** Some addresses of the name fail in this way while others answer: which clients are hit is left to chance, or to their network. */
const partly = ({each = [], host, port}: Reach, symptom: string | undefined, {outcome, says, why, fixes}: Failure): Diagnosis | undefined => {
	const failing = each.filter(address => address.outcome === outcome);
	if (failing.length === 0 || !each.some(answers)) return;
	const family = lostFamily(each);
	const who = failing.map(({address}) => address).join(', ');
	// A host without IPv6 says so of every name.
	const own = family === 6 && outcome === 'unreachable';
	return {
		severity: own ? 'note' : symptom === 'refused' ? 'problem' : 'risk',
		title: `${failing.length} of ${each.length} addresses of ${host}:${port} fail${family ? `, all of IPv${family}` : ''}: ${who} (${outcome}); the others answer.`,
		why: own
			? 'This host may have no way to IPv6 at all; clients that have one are not concerned.'
			: `${why} Clients that are given this address fail, or wait until they have tried another (RFC 8305).`,
		hop: 'client→haproxy',
		proof: [decisive(met(`at ${who} ${says}`, 'reach')), met('at other addresses of the same name the connection succeeds', 'reach')],
		fixes,
	};
};

/** A rule for one way in which TCP never comes about, at every address of the name or at some; the rest of the handshake is then out of reach. */
export const unreachable = (failure: Failure): Rule => {
	const whole = refusalRule({code: failure.code, find: refusal => diagnosis(refusal, failure)});
	return {
		...whole,
		uses: [...whole.uses, reach, symptom],
		find(...known) {
			const [reached, told] = known.slice(-2) as [Reach | undefined, string | undefined];
			return whole.find(...known.slice(0, -2)) ?? (reached && partly(reached, told, failure));
		},
	};
};
