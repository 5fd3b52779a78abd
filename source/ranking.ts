import type {Certainty, Finding, ProofItem, Rule, Severity, Verdict} from './model.ts';

/** How sure a proof makes us: one contradicted item and it is not the cause at all (undefined). See causes.md. */
export const certaintyOf = (proof: readonly ProofItem[]): Certainty | undefined => {
	if (proof.some(({state}) => state === 'contradicted')) return;
	if (!proof.some(({state}) => state === 'met')) return 'possible';
	if (proof.every(({state}) => state === 'met')) return 'confirmed';
	return proof.every(({decisive, state}) => !decisive || state === 'met') ? 'likely' : 'possible';
};

const severities: readonly Severity[] = ['problem', 'risk', 'note'];
const certainties: readonly Certainty[] = ['confirmed', 'likely', 'possible'];
const met = ({proof}: Finding) => proof.filter(({state}) => state === 'met').length;

/** The codes a code outranks, through the codes that these outrank in turn. */
const outranked = (code: string, rules: readonly Rule[], seen = new Set<string>()): ReadonlySet<string> => {
	for (const echo of rules.find(rule => rule.code === code)?.outranks ?? []) {
		if (!seen.has(echo)) outranked(echo, rules, seen.add(echo));
	}

	return seen;
};

/** What decides between findings, the most important first; equal keys mean that the evidence cannot order them. */
const keyOf = (finding: Finding, all: readonly Finding[], rules: readonly Rule[]): readonly number[] => [
	severities.indexOf(finding.severity),
	// What may explain the symptom comes before what only advises.
	Number(rules.find(({code}) => code === finding.code)?.advisory ?? false),
	all.filter(({code, severity}) => severity === finding.severity && outranked(code, rules).has(finding.code)).length,
	certainties.indexOf(finding.certainty),
	-met(finding),
];

type Keyed = {readonly finding: Finding; readonly key: readonly number[]};

const compare = (a: readonly number[], b: readonly number[]) => a.map((value, index) => value - (b[index] as number)).find(difference => difference !== 0) ?? 0;

/** An operator who reads one sentence reads this one. */
const verdictOf = ({code, certainty, title}: Finding): Verdict => ({code, certainty, summary: title});

/** Where nothing orders two findings, their codes do: what is read first must not hang on the order of the rules. */
const inOrder = (a: Keyed, b: Keyed) => compare(a.key, b.key) || (a.finding.code < b.finding.code ? -1 : 1);

/** Beside an explanation that is only possible, no other one is a problem. */
const merelyPossible = (finding: Finding): Finding => (finding.severity === 'problem' ? {...finding, severity: 'risk', certainty: 'possible'} : finding);

/** Findings in the order in which they explain the symptom. Two first ones that cannot be ordered give no verdict and become possible. */
export const rank = (found: readonly Finding[], rules: readonly Rule[]): {verdict: Verdict | null; findings: readonly Finding[]} => {
	const keyed = found.map(finding => ({finding, key: keyOf(finding, found, rules)})).sort(inOrder);
	const findings = keyed.map(({finding}) => finding);
	const [first] = keyed;
	if (first?.finding.severity !== 'problem') return {verdict: null, findings};
	const rivals = keyed.filter(({key}) => compare(key, first.key) === 0);
	return rivals.length === 1 ? {verdict: verdictOf(first.finding), findings} : {verdict: null, findings: findings.map(merelyPossible)};
};
