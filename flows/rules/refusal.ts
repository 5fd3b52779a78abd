import {rule} from '../../source/define.ts';
import type {Diagnosis, Path, ProofItem, Rule, Upgrade} from '../../source/model.ts';
import {type Answerer, answererOf, answererWords} from '../reading/answered-by.ts';
import {isSameDoor} from '../reading/door.ts';
import {stateLogged} from '../reading/logged.ts';
import {pathOf} from '../reading/path.ts';
import {comesAndGoes, type Refused, refusedOf} from '../reading/sometimes.ts';
import {config} from '../steps/configuration.ts';
import {comparing, lifting} from '../steps/differentials.ts';
import {host} from '../steps/host.ts';
import {reach, reachAtBackend, reachAtHaproxy} from '../steps/reach.ts';
import {retries} from '../steps/series.ts';
import {backend, haproxy, url} from '../steps/target.ts';
import {log, path, someClients, symptom, termination, timers, upgradeWithCredentials} from '../steps/told.ts';
import {upgrade, upgradeAtBackend, upgradeAtHaproxy} from '../steps/upgrade.ts';
import {byName} from './by-name.ts';
import {met} from './proof.ts';

const changed = byName({...lifting, ...comparing, withCredentials: upgradeWithCredentials});
const beside = byName({
	atHaproxy: upgradeAtHaproxy,
	atBackend: upgradeAtBackend,
	...{reach, reachAtHaproxy, reachAtBackend, url, haproxy, backend, config, path, timers, termination, symptom, someClients, log, retries, host},
});

/** A handshake that gave no 101, and everything beside it. */
export type Refusal = ReturnType<typeof beside.read> &
	Partial<ReturnType<typeof changed.read>> &
	Refused & {
		readonly hops: Path;
		/** Whether the termination state was read out of the log, where nobody told it. */
		readonly stateOnlyLogged: boolean;
		/** Who made the answer nearest to HAProxy, where that can be told. */
		readonly answerer: Answerer | undefined;
	};

type RefusalRule = {
	code: string;
	outranks?: readonly string[];
	/** Whether a refusal that comes and goes can be of this cause; then a changed handshake that fares better shows nothing. */
	sometimes?: true;
	find: (refusal: Refusal) => Diagnosis | undefined;
};

type Changed = ReturnType<typeof changed.read>;

// Changes of one thing: that two of them lift a refusal is no contradiction.
const kinds: ReadonlyArray<ReadonlyArray<keyof Changed>> = [
	['withoutOrigin', 'withOwnOrigin'],
	['withCredentials', 'withoutCredentials', 'withoutCookie'],
	['withSubprotocol', 'withoutSubprotocol'],
	['otherSlash'],
	['proxyV1', 'proxyV2'],
	['otherScheme'],
];

/** A refusal that any change lifts is lifted by none of them: it comes and goes, or hangs on more than one thing. */
const isUndecided = (seen: Changed): boolean => kinds.filter(kind => kind.some(name => seen[name]?.status === 101)).length > 1;

/** What the changed handshakes show; nothing once they cannot be told from luck. */
const trusted = (refused: Refused, values: readonly unknown[]): Partial<Changed> => {
	const seen = changed.read(values);
	return comesAndGoes(refused) || isUndecided(seen) ? {} : seen;
};

const refusalOf = (refused: Refused, values: readonly unknown[]): Refusal => {
	const told = beside.read(values);
	const seen = {
		...told,
		termination: told.termination ?? stateLogged(told.log, (told.atHaproxy ?? refused.upgrade).status),
		stateOnlyLogged: told.termination === undefined,
	};
	const refusal = {...seen, ...trusted(refused, values.slice(beside.uses.length)), ...refused, hops: pathOf(seen), answerer: undefined};
	return {...refusal, answerer: answererOf(comesAndGoes(refused) ? {...refusal, atHaproxy: undefined} : refusal)};
};

const fractionWords = ({fraction, retries}: Refusal): string => {
	if (!fraction || !retries || comesAndGoes({fraction})) return '';
	return ` It was tried ${retries.attempts.length} more time${retries.attempts.length > 1 ? 's' : ''}, with no 101.`;
};

const fractionProof = ({fraction}: Refusal): readonly ProofItem[] =>
	fraction && comesAndGoes({fraction}) ? [met(`${fraction.failed} of ${fraction.of} handshakes are refused, the others get 101`, 'retries')] : [];

const byLog = (item: ProofItem): ProofItem => ({...item, evidence: item.evidence.map(step => (step === 'termination' ? 'log' : step))});

/** What is known of every refusal is said once: how often it came, and who answered. */
const completed = (diagnosis: Diagnosis, refusal: Refusal): Diagnosis => {
	const {fraction, answerer} = refusal;
	const prefix =
		fraction && comesAndGoes({fraction})
			? `${fraction.failed} of ${fraction.of} handshakes fail${fraction.address ? `, all at ${fraction.address}` : ''}: `
			: '';
	const why = `${diagnosis.why}${answererWords(answerer)}${fractionWords(refusal)}`;
	const cited = refusal.stateOnlyLogged ? diagnosis.proof.map(byLog) : diagnosis.proof;
	return {...diagnosis, title: `${prefix}${diagnosis.title}`, why, proof: [...cited, ...fractionProof(refusal)]};
};

/** A rule about a handshake that failed, or fails at times; it has nothing to say about one that always succeeds. */
export const refusalRule = ({code, outranks = [], sometimes, find}: RefusalRule): Rule =>
	rule({
		code,
		outranks,
		needs: [upgrade],
		uses: [...beside.uses, ...changed.uses],
		find(upgrade, ...values) {
			const seen = beside.read(values);
			const again = seen.atHaproxy && isSameDoor({...seen, upgrade}) ? [seen.atHaproxy] : [];
			const refused = refusedOf(upgrade, seen.retries, again);
			if (!refused || (comesAndGoes(refused) && !sometimes)) return;
			const refusal = refusalOf(refused, values);
			const diagnosis = find(refusal);
			return diagnosis && completed(diagnosis, refusal);
		},
	});

/** What came back, in words: `404 Not Found`, `nothing`. */
export const answerWords = ({status, reason, outcome}: Upgrade): string =>
	status === undefined ? (outcome ?? 'nothing') : `${status}${reason ? ` ${reason}` : ''}`;

/** The refusal of the nearest place inward that was asked: HAProxy's where it refuses too, else the public one; of a refusal that comes and goes, the refusal. */
export const nearestToHaproxy = ({atHaproxy, upgrade, fraction}: Pick<Refusal, 'atHaproxy' | 'upgrade' | 'fraction'>): Upgrade =>
	atHaproxy?.status === undefined || atHaproxy.status === 101 || comesAndGoes({fraction}) ? upgrade : atHaproxy;

/** Whether HAProxy itself, asked past the front, accepts what the public URL always refuses: then the refusal is made in front of it. */
export const madeInFront = ({atHaproxy, fraction}: Pick<Refusal, 'atHaproxy' | 'fraction'>): boolean => atHaproxy?.status === 101 && !comesAndGoes({fraction});

/** The proof that an answer was given: by the first handshake, or by one of those that followed it. */
export const answeredWith = (says: string, {step}: Pick<Refusal, 'step'>): ProofItem => met(says, step);
