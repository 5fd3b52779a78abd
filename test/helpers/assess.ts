import {everything, flowOf, flows, namesIn, stepNamed} from '../../flows/index.ts';
import {carried} from '../../flows/reading/carried.ts';
import {readAnswers, stepsOf} from '../../source/answers.ts';
import {diagnose} from '../../source/engine.ts';
import type {Assessment, Evidence, Flow, Report} from '../../source/model.ts';
import {buildReport} from '../../source/report/build.ts';

/** What an operator can say with `--answers`. */
export type Answers = {readonly symptom?: string; readonly [step: string]: unknown};

export const evidenceOf = (answers: Answers | Report): readonly Evidence[] =>
	readAnswers(JSON.stringify(answers), {
		steps: stepsOf([everything, ...flows]),
		stepNamed,
		at: '2026-11-20T12:30:00.000Z',
		warn: sentence => {
			throw new Error(sentence);
		},
	});

/** The assessment of answers, without any probe. */
export const assess = (answers: Answers): Assessment => {
	const evidence = evidenceOf(answers);
	return diagnose(flowOf(answers.symptom, namesIn(evidence)), evidence);
};

/** The report of what a flow found, at a moment that is always the same. */
export const reportFrom = (flow: Flow, evidence: readonly Evidence[], assessment: Assessment = diagnose(flow, evidence)): Report =>
	buildReport(assessment, {
		version: '0.1.0',
		session: '2026-11-20T12-30-00Z-k3f9',
		flow: flow.id,
		startedAt: new Date('2026-11-20T12:30:00Z'),
		finishedAt: new Date('2026-11-20T12:31:15Z'),
		evidence: carried(evidence, assessment.findings),
	});

/** The report of answers, without any probe. */
export const reportOf = (answers: Answers): Report => {
	const evidence = evidenceOf(answers);
	return reportFrom(flowOf(answers.symptom, namesIn(evidence)), evidence);
};
