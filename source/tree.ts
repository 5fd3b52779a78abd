import {handed, valueFor} from './engine.ts';
import type {Evidence, Flow} from './model.ts';

type AnyStep = Flow['steps'][number];

/** Where a step stands: known, at work or asked now, still to come, or not needed. */
export type Branch = {
	readonly id: string;
	/** A probe's title, a question's flag. */
	readonly title: string;
	readonly type: 'question' | 'probe';
	readonly state: 'done' | 'here' | 'to-come' | 'not-needed';
	/** Its like are many, and taken one after another. */
	readonly lane?: string;
	/** Why it is not needed, or what it gave nothing for. */
	readonly why?: string;
};

/** What only ever comes by a flag, with `--answers` or in a paste: it is no branch until it is there. */
export const isOnlyTold = ({type, when, needs}: AnyStep) => type === 'question' && needs.length === 0 && !when();

const unmet = (step: AnyStep, evidence: readonly Evidence[]): AnyStep | undefined =>
	step.needs.find(need => evidence.some(({step: id, value}) => id === need.id && value === undefined));

const dropped = (step: AnyStep, evidence: readonly Evidence[]): string | undefined => {
	const lacking = unmet(step, evidence);
	if (lacking) return `not known: ${lacking.id}`;
	const look = (need: AnyStep) => valueFor(evidence, need);
	if (step.needs.some(need => look(need) === undefined) || step.when(...handed(step, look))) return undefined;
	return step.notNeeded ?? 'would tell nothing more';
};

const branchOf = (step: AnyStep, evidence: readonly Evidence[], here: ReadonlySet<string>, gone: ReadonlyMap<string, Branch>): Branch => {
	const {id, type} = step;
	// A question is called as its flag is: its whole sentence is on the screen when it is asked.
	const title = type === 'question' ? (step.flag ?? id) : step.title;
	const known = evidence.find(({step}) => step === id);
	if (here.has(id)) return {id, title, type, state: 'here'};
	if (known) return {id, title, type, state: 'done', ...(known.missing !== undefined && {why: known.missing})};
	const why = dropped(step, evidence) ?? step.needs.map(need => gone.get(need.id)?.why).find(Boolean);
	const open = {id, title, type, ...(type === 'probe' && step.lane !== undefined && {lane: step.lane})};
	return why === undefined ? {...open, state: 'to-come'} : {...open, state: 'not-needed', why};
};

/** Variants of one lane that are not taken as one branch: what they would be is told when they are. */
const gathered = (branches: readonly Branch[]): readonly Branch[] => {
	const alike = ({lane, state}: Branch) => branches.filter(other => lane !== undefined && other.lane === lane && other.state === state);
	return branches.flatMap(branch => {
		const [first, ...others] = alike(branch);
		if (first === undefined || others.length === 0) return [branch];
		return first === branch ? [{...branch, title: `${branch.lane}: ${others.length + 1} variants`}] : [];
	});
};

/** The flow as a tree that has been walked so far; `here` are the ids of what is asked or at work. */
export const treeOf = (flow: Flow, evidence: readonly Evidence[], here: ReadonlySet<string>): readonly Branch[] => {
	const gone = new Map<string, Branch>();
	const branches = flow.steps.flatMap(step => {
		if (isOnlyTold(step) && !evidence.some(({step: id}) => id === step.id)) return [];
		const branch = branchOf(step, evidence, here, gone);
		if (branch.state === 'not-needed') gone.set(step.id, branch);
		return [branch];
	});
	return gathered(branches);
};
