import setup from '../../../flows/setup/index.ts';
import {readAnswers} from '../../../source/answers.ts';
import {answersFrom} from '../../../source/setup/answers.ts';
import {planSetup} from '../../../source/setup/plan.ts';
import type {SetupPlan} from '../../../source/setup/types.ts';

export const installed = '2.6.12';

/** The plan of answers as `--answers` takes them. Throws a `UsageError`. */
export const planned = (answers: Readonly<Record<string, unknown>>, existing?: string, version: string = installed): SetupPlan => {
	const evidence = readAnswers(JSON.stringify(answers), {steps: setup.steps, at: '2026-11-20T12:00:00.000Z', warn: () => {}});
	const told = answersFrom(evidence);
	const release = told.version === 'installed' ? version : told.version;
	return planSetup(told, {version: release, ...(existing !== undefined && {existing: {name: told.file, text: existing}})});
};
