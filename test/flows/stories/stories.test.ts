import test from 'ava';
import {assess, evidenceOf, reportOf} from '../../helpers/assess.ts';
import {all} from './all.ts';

for (const [source, answers, ...accept] of all) {
	test(source, t => {
		const {verdict, findings} = assess(answers);
		const found = findings.map(({code, certainty}) => `${certainty} ${code}`).join(', ');
		const report = reportOf(answers);
		const steps = evidenceOf(report).map(({step}) => step);
		t.deepEqual(
			findings.flatMap(({evidence}) => evidence.filter(step => !steps.includes(step))),
			[],
			'a finding rests on what was given',
		);
		t.deepEqual(assess(Object.fromEntries(evidenceOf(report).map(({step, value}) => [step, value]))).verdict, verdict, 'a report given back says the same');
		t.true(accept.includes(verdict?.code ?? null), `${verdict?.code ?? 'no verdict'} (${verdict?.summary}), not ${accept.join(' or ')}: ${found}`);
	});
}
