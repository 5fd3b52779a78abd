import test from 'ava';
import {everything} from '../../flows/index.ts';
import {disturbed} from '../../source/disturbed.ts';
import {diagnose} from '../../source/engine.ts';
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
test(exits, {...fine, idle: {outcome: 'survived', ms: 75_000, rungs: [{ms: 9000, pong: false, cut: 'fin'}]}}, 3);

const spoilt = test.macro({
	exec: (t, missing: string, expected: 0 | 3) => {
		const known = {upgrade: {status: 101}} as Readonly<Record<string, unknown>>;
		const evidence = [
			...Object.entries(known).map(([step, value]) => ({step, at: '', source: 'probe' as const, value})),
			{step: 'idle', at: '', source: 'probe' as const, missing},
		];
		t.is(diagnose(everything, evidence).exitCode, expected);
	},
	title: (_, missing: string, expected: number) => `${expected}: the silence test gave nothing: ${missing}`,
});
test(spoilt, `this machine stood still for 9 s: ${disturbed}`, 3);
test(spoilt, 'the handshake failed: reset', 3);
test(spoilt, 'ended before it could tell', 0);
