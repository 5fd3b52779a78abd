import test from 'ava';
import {type Answers, assess} from '../helpers/assess.ts';

const exits = test.macro({
	exec: (t, answers: Answers, expected: 0 | 3) => t.is(assess(answers).exitCode, expected),
	title: (_, answers: Answers, expected: number) => `${expected}: ${JSON.stringify(answers)}`,
});
const fine = {upgrade: {status: 101}};
test(exits, {}, 3);
test(exits, fine, 0);
test(exits, {...fine, idle: {outcome: 'survived', ms: 75_000}, busy: {outcome: 'survived'}}, 0);
test(exits, {...fine, simultaneous: false}, 0);
test(exits, {...fine, symptom: 'check-up'}, 0);
test(exits, {...fine, trials: []}, 0);
test(exits, {...fine, symptom: 'drops'}, 3);
test(exits, {...fine, idle: {outcome: 'closed'}}, 3);
test(exits, {...fine, busy: {outcome: 'closed'}}, 3);
test(exits, {...fine, application: {outcome: 'closed'}}, 3);
test(exits, {upgrade: {status: 404}}, 3);
test(exits, {reach: {outcome: 'refused', host: 'h', port: 1}}, 3);
