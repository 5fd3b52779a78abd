import {readdirSync, readFileSync} from 'node:fs';
import test from 'ava';
import {everything, flowOf, flows} from '../../flows/index.ts';
import {readAnswers, stepsOf} from '../../source/answers.ts';
import {faults} from '../../source/demo/faults.ts';
import {diagnose} from '../../source/engine.ts';
import type {Assessment, Report} from '../../source/model.ts';

const folder = 'test/recordings/worlds';
const essence = ({verdict, findings, timers}: Pick<Assessment, 'verdict' | 'findings' | 'timers'>) => ({
	verdict,
	findings: findings.map(({code, certainty, severity, hop, timer, location}) => ({code, certainty, severity, hop, timer, location})),
	timers: timers.map(({hop, name, ms, binding}) => ({hop, name, ms, binding})),
});

// Recorded with bin/record.js from the demo on a real HAProxy: what was seen then must still be read the same.
for (const file of readdirSync(folder)) {
	test(`the world recorded as ${file} gives the findings it gave`, t => {
		const text = readFileSync(`${folder}/${file}`, 'utf8');
		const report = JSON.parse(text) as Report;
		const evidence = readAnswers(text, {steps: stepsOf([everything, ...flows]), at: report.startedAt, warn: sentence => t.fail(sentence)});
		const assessment = diagnose(flowOf(undefined), evidence);
		t.deepEqual(JSON.parse(JSON.stringify(essence(assessment))), JSON.parse(JSON.stringify(essence(report))));
		t.is(assessment.verdict?.code ?? null, faults.find(({id}) => `${id}.json` === file)?.expected ?? null);
	});
}
