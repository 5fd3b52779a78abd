import type {Flow} from '../source/model.ts';
import checkUp from './check-up.ts';
import drops from './drops.ts';
import refused from './refused.ts';

/** The menu: the order is what the user sees. */
export const flows: readonly Flow[] = [drops, refused, checkUp];

/** Without a symptom, everything that the evidence allows. */
export const everything: Flow = checkUp;

/** The flow of a symptom; one that has no flow of its own yet is examined by all rules. */
export const flowOf = (symptom: string | undefined): Flow => flows.find(({id}) => id === symptom) ?? everything;
