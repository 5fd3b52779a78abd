import {readdirSync, readFileSync} from 'node:fs';
import test from 'ava';
import {everything, flowAt, flowOf, flows, namesIn, stepNamed} from '../../flows/index.ts';
import {readAnswers, stepsOf} from '../../source/answers.ts';
import {diagnose} from '../../source/engine.ts';
import type {Report} from '../../source/model.ts';

const folder = 'test/recordings/codes';

// Recorded with bin/record-codes.js from chains with one fault each: what was seen then must still be read the same.
for (const file of readdirSync(folder)) {
	test(`the report recorded as ${file} names its codes again`, t => {
		const text = readFileSync(`${folder}/${file}`, 'utf8');
		const report = JSON.parse(text) as Report;
		const evidence = readAnswers(text, {steps: stepsOf([everything, ...flows]), stepNamed, at: report.startedAt, warn: sentence => t.fail(sentence)});
		const again = diagnose(flowAt(flowOf(report.flow), namesIn(evidence)), evidence);
		t.deepEqual(again.verdict, report.verdict);
		t.deepEqual(
			again.findings.map(({code, certainty}) => [code, certainty]),
			report.findings.map(({code, certainty}) => [code, certainty]),
		);
		t.true(report.findings.some(({code}) => `${code.replace('/', '-')}.json` === file));
	});
}
