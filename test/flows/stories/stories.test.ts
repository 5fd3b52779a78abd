import test from 'ava';
import {assess} from '../../helpers/assess.ts';
import {all} from './all.ts';

for (const [source, answers, ...accept] of all) {
	test(source, t => {
		const {verdict, findings} = assess(answers);
		const found = findings.map(({code, certainty}) => `${certainty} ${code}`).join(', ');
		t.true(accept.includes(verdict?.code ?? null), `${verdict?.code ?? 'no verdict'} (${verdict?.summary}), not ${accept.join(' or ')}: ${found}`);
	});
}
