import test from 'ava';
import {everything, flowOf, flows} from '../../flows/index.ts';
import {readAnswers, stepsOf} from '../../source/answers.ts';
import {diagnose} from '../../source/engine.ts';
import incidents from '../recordings/incidents.json' with {type: 'json'};

type Incident = {id: string; source: string; answers: {symptom?: string}; accept: string[]; alsoReasonable: string[]; abstain: boolean; why: string};

const assess = (answers: {symptom?: string}) => {
	const evidence = readAnswers(JSON.stringify(answers), {
		steps: stepsOf([everything, ...flows]),
		at: '2026-11-20T12:00:00.000Z',
		warn: sentence => {
			throw new Error(sentence);
		},
	});
	return diagnose(flowOf(answers.symptom), evidence);
};

for (const {id, source, answers, accept, abstain, why} of incidents as unknown as Incident[]) {
	test(`${id} ${source}: ${abstain ? 'no verdict' : accept.join(' or ')}`, t => {
		const {verdict} = assess(answers);
		if (abstain) t.is(verdict, null, why);
		else t.true(verdict !== null && accept.includes(verdict.code), `${verdict?.code}: ${why}`);
	});
}
