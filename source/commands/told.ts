import {everything, flows, stepNamed} from '../../flows/index.ts';
import {readAnswers, stepsOf} from '../answers.ts';
import type {Context} from '../context.ts';
import type {Evidence} from '../model.ts';

/** What `--answers` takes, as evidence; apart from what the menu needs, for it knows every step. Throws a `UsageError`. */
export const evidenceIn = (answers: string, {now, stderr}: Pick<Context, 'now' | 'stderr'>): readonly Evidence[] => {
	const warn = (sentence: string) => stderr(`ws-doctor: ${sentence}\n`);
	return readAnswers(answers, {steps: stepsOf([everything, ...flows]), stepNamed, at: now().toISOString(), warn});
};
