import type {Assessment, Evidence, Finding, Flow, Known, Rule, Step, Undecided} from './model.ts';
import {certaintyOf, rank} from './ranking.ts';

const has = (evidence: readonly Evidence[], id: string) => evidence.find(({step}) => step === id);

/** The value a step has for the probes, a fallback included; undefined when it is missing. */
export const valueFor = (evidence: readonly Evidence[], {id}: Step<any>): any => has(evidence, id)?.value;

/** What counts as a fact for a rule: a fallback steers the probes, but shows nothing. */
export const knownIn =
	(evidence: readonly Evidence[]): Known =>
	({id}) => {
		const found = has(evidence, id);
		return found?.source === 'default' ? undefined : (found?.value as any);
	};

/** The values a step or rule is handed: what it needs, then what it uses. */
export const handed = (step: Pick<Step<any>, 'needs' | 'uses'>, look: (step: Step<any>) => any): any[] => [...step.needs, ...step.uses].map(look);

/** Steps that can be taken now: without evidence, with all they need, and worth taking. */
export const nextSteps = (flow: Flow, evidence: readonly Evidence[]): ReadonlyArray<Step<any>> => {
	const look = (step: Step<any>) => valueFor(evidence, step);
	const ready = (step: Step<any>) => !has(evidence, step.id) && step.needs.every(need => look(need) !== undefined);
	return flow.steps.filter(step => ready(step) && step.when(...handed(step, look)));
};

/** The evidence without a step's own and without all that was made from it, in whatever order it was found. */
export const rewind = (evidence: readonly Evidence[], id: string): readonly Evidence[] => {
	const kept = evidence.filter(({step, from}) => step !== id && !from?.includes(id));
	const made = evidence.filter(({step, from}) => step !== id && from?.includes(id));
	return made.reduce<readonly Evidence[]>((rest, {step}) => rewind(rest, step), kept);
};

/** The last answer that would be asked for again if it were taken back; what a flag or a probe said stands. */
export const lastAnswer = (flow: Flow, evidence: readonly Evidence[]): string | undefined => {
	const askedAgain = (id: string) => nextSteps(flow, rewind(evidence, id)).some(step => step.id === id && step.type === 'question');
	return evidence.findLast(({step, source}) => (source === 'user' || source === 'default') && askedAgain(step))?.step;
};

const lacking = (rule: Rule, known: Known) => {
	const missing = rule.needs.filter(need => known(need) === undefined).map(({id}) => id);
	return missing.length > 0 && rule.instead?.(known) ? [] : missing;
};

/** What a rule needs and a concluded examination only began to see. */
const begun = (rule: Rule, evidence: readonly Evidence[]) => rule.needs.map(({id}) => id).filter(id => has(evidence, id)?.partial);

const judge = (rule: Rule, known: Known, pending: ReadonlySet<string>): Finding | undefined => {
	const diagnosis = rule.find(...handed(rule, known));
	const certainty = diagnosis && certaintyOf(diagnosis.proof);
	if (!diagnosis || !certainty) return;
	const evidence = [...new Set(diagnosis.proof.filter(({state}) => state === 'met').flatMap(item => item.evidence))];
	const provisional = rule.uses.some(({id}) => pending.has(id));
	// What is only possible explains nothing yet: it is a risk, and never the verdict.
	const severity = certainty === 'possible' && diagnosis.severity === 'problem' ? 'risk' : diagnosis.severity;
	return {...diagnosis, code: rule.code, severity, certainty, evidence, docs: `ws-doctor explain ${rule.code}`, ...(provisional && {provisional})};
};

/** What the evidence says. `pending` are the ids of probes that still run: findings that may change with them are provisional. */
export const diagnose = (flow: Flow, evidence: readonly Evidence[], pending: ReadonlySet<string> = new Set()): Assessment => {
	const known = knownIn(evidence);
	const undecided: Undecided[] = [];
	const found: Finding[] = [];
	for (const rule of flow.rules) {
		const missing = lacking(rule, known);
		const finding = missing.length === 0 ? judge(rule, known, pending) : undefined;
		if (finding) found.push(finding);
		// What was only begun clears nobody.
		const open = finding ? [] : [...missing, ...begun(rule, evidence)];
		if (open.length > 0) undecided.push({code: rule.code, lacking: open});
	}

	const {verdict, findings} = rank(found, flow.rules);
	const problem = verdict !== null || findings.some(({severity}) => severity === 'problem');
	// Where no cause could be looked for, nothing was examined: that is no clean bill of health.
	const causes = flow.rules.filter(({advisory}) => !advisory);
	const inconclusive = flow.failed(known, ({id}) => has(evidence, id)?.missing) || causes.every(({code}) => undecided.some(open => open.code === code));
	const outlook = flow.outlook?.(known, verdict ? findings[0] : undefined);
	return {verdict, findings, ...flow.clocks(known), ...outlook, undecided, exitCode: problem ? 1 : inconclusive ? 3 : 0};
};
