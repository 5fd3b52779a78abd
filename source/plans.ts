import {handed, nextSteps, valueFor} from './engine.ts';
import type {Evidence, Flow, Milliseconds} from './model.ts';

type AnyStep = Flow['steps'][number];
type AnyProbe = Extract<AnyStep, {type: 'probe'}>;

/** What a probe will do, where, and for how long at most. */
export type Planned = {readonly id: string; readonly title: string; readonly plan: string; readonly cost: Milliseconds};

export const planOf = (probe: AnyProbe, look: (step: AnyStep) => unknown): Planned => {
	const known = handed(probe, look);
	return {id: probe.id, title: probe.title, plan: probe.plan(...known), cost: probe.cost(...known)};
};

/** What an answer would let begin: every connection is announced before it is opened. */
export const plansAfter = (flow: Flow, evidence: readonly Evidence[], answer: Evidence): readonly Planned[] => {
	const before = new Set(nextSteps(flow, evidence).map(({id}) => id));
	const known = [...evidence, answer];
	const probes = nextSteps(flow, known).filter((step): step is AnyProbe => step.type === 'probe' && !step.local && !before.has(step.id));
	return probes.map(probe => planOf(probe, step => valueFor(known, step)));
};
