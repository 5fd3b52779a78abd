import type {Flow} from '../source/model.ts';
import checkUp from './check-up.ts';
import drops from './drops.ts';
import dropsTogether from './drops-together.ts';
import refused from './refused.ts';
import slowOrFull from './slow-or-full.ts';
import {stepsAt} from './steps/at.ts';
import wrongServer from './wrong-server.ts';

export {namesIn, stepNamed} from './steps/at.ts';

/** The menu: the order is what the user sees. */
export const flows: readonly Flow[] = [drops, refused, wrongServer, dropsTogether, slowOrFull, checkUp];

/** Without a symptom, everything that the evidence allows. */
export const everything: Flow = checkUp;

/** A flow that also tries places which the operator has named, outermost first. */
export const flowAt = (flow: Flow, names: readonly string[]): Flow =>
	names.length === 0
		? flow
		: {...flow, steps: [...flow.steps, ...names.flatMap(name => Object.values(stepsAt(name)))], rules: flow.rules.map(rule => rule.at?.(names) ?? rule)};

/** The flow of a symptom; one that has no flow of its own yet is examined by all rules. */
export const flowOf = (symptom: string | undefined, names: readonly string[] = []): Flow => flowAt(flows.find(({id}) => id === symptom) ?? everything, names);
