import test from 'ava';
import fc from 'fast-check';
import {probe} from '../../source/define.ts';
import {diagnose, lastAnswer, nextSteps, rewind} from '../../source/engine.ts';
import type {Evidence} from '../../source/model.ts';
import {asked, fact, flowOfSteps, item, says, told} from '../helpers/steps.ts';

const ids = (steps: ReadonlyArray<{id: string}>) => steps.map(({id}) => id);
const a = asked('a');
const b = told('b', a);
const c = probe({id: 'c', title: 'c', needs: [a], uses: [b], when: (a, b) => a === 'yes' && b !== 'no', plan: () => '', cost: () => 0, run: async () => 1});
const steps = flowOfSteps([a, b, c]);

const next = test.macro((t, evidence: readonly Evidence[], expected: readonly string[]) => t.deepEqual(ids(nextSteps(steps, evidence)), expected));
test('a step waits for what it needs', next, [], ['a']);
test('what it needs makes it ready, what it uses is not waited for', next, [fact('a', 'yes')], ['b', 'c']);
test('a step is taken once', next, [fact('a', 'yes'), fact('c', 1)], ['b']);
test('a step without an answer was taken, too', next, [fact('a', 'yes'), fact('b', undefined, {missing: 'broken'})], ['c']);
test('what is missing makes nothing ready', next, [fact('a', undefined, {missing: 'not told'})], []);
test('a step that does not make sense is left out', next, [fact('a', 'no')], ['b']);
test('what it uses is handed over as soon as it is known', next, [fact('a', 'yes'), fact('b', 'no')], []);
test('a fallback steers the probes', next, [fact('a', 'yes', {source: 'default'})], ['b', 'c']);

test('a fallback is no fact for a rule', t => {
	const flow = flowOfSteps([a], {rules: [says('x/a', [a], [item('met')])]});
	t.deepEqual(diagnose(flow, [fact('a', 'yes', {source: 'default'})]).undecided, [{code: 'x/a', lacking: ['a']}]);
	t.is(diagnose(flow, [fact('a', 'yes', {source: 'user'})]).verdict?.code, 'x/a');
});

const made = (step: string, ...from: string[]) => fact(step, step, {from});
test('taking an answer back takes all that was made from it, over generations, and leaves the rest', t => {
	const evidence = [made('a'), made('b', 'a'), made('free'), made('c', 'b', 'free'), made('d', 'c'), made('other', 'free')];
	t.deepEqual(
		rewind(evidence, 'a').map(({step}) => step),
		['free', 'other'],
	);
	t.deepEqual(
		rewind(evidence, 'd').map(({step}) => step),
		['a', 'b', 'free', 'c', 'other'],
	);
	t.deepEqual(
		rewind([...evidence].reverse(), 'a')
			.map(({step}) => step)
			.sort(),
		['free', 'other'],
	);
	t.deepEqual(rewind(evidence, 'unknown'), evidence);
});

const anyEvidence = fc
	.uniqueArray(fc.record({step: fc.nat(12), from: fc.array(fc.nat(12), {maxLength: 3})}), {selector: ({step}) => step, maxLength: 13})
	.map(rows => rows.map(({step, from}) => made(`${step}`, ...from.map(String))));
test('nothing is left whose origin was taken away, nothing else is taken, in whatever order it was found', t => {
	fc.assert(
		fc.property(anyEvidence, fc.nat(12).map(String), (evidence, id) => {
			const kept = rewind(evidence, id);
			const gone = new Set([id, ...evidence.filter(item => !kept.includes(item)).map(({step}) => step)]);
			return (
				kept.every(({step, from}) => step !== id && !from?.some(source => gone.has(source))) &&
				evidence.every(item => kept.includes(item) || item.step === id || item.from?.some(source => gone.has(source)))
			);
		}),
	);
	t.pass();
});

test('the last answer is one that a person gave and would be asked for again', t => {
	const onlyTold = asked('told', {when: () => false});
	const flow = flowOfSteps([a, b, onlyTold, asked('z', {fallback: '1'})]);
	const evidence = [
		fact('told', 1, {source: 'user'}),
		fact('a', 'yes', {source: 'user'}),
		fact('z', '1', {source: 'default', from: ['a']}),
		fact('b', 'b', {from: ['a']}),
	];
	t.is(lastAnswer(flow, evidence), 'z', 'a fallback that was accepted is an answer');
	t.is(lastAnswer(flow, rewind(evidence, 'z')), 'a');
	t.is(lastAnswer(flow, rewind(evidence, 'a')), undefined, 'what is only ever told cannot be asked again');
	t.is(lastAnswer(flow, [fact('a', 'yes', {source: 'flag'})]), undefined);
});

const [x, y] = [told('x'), told('y')];
test('a rule without what it needs is undecided, with what is lacking', t => {
	const flow = flowOfSteps([x, y], {rules: [says('r/both', [x, y], [item('met')]), says('r/x', [x], [item('contradicted')])]});
	t.deepEqual(diagnose(flow, [fact('x', 1)]).undecided, [{code: 'r/both', lacking: ['y']}]);
	t.deepEqual(diagnose(flow, [fact('x', 1), fact('y', undefined, {missing: 'broken'})]).undecided, [{code: 'r/both', lacking: ['y']}]);
});

test('a finding is provisional while a probe it uses runs', t => {
	const flow = flowOfSteps([x, y], {rules: [says('r/uses', [x], [item('met')], {uses: [y]}), says('r/alone', [x], [item('met')])]});
	const provisional = (pending: readonly string[]) =>
		diagnose(flow, [fact('x', 1)], new Set(pending)).findings.map(({code, provisional}) => [code, provisional]);
	t.deepEqual(provisional(['y']), [
		['r/alone', undefined],
		['r/uses', true],
	]);
	t.deepEqual(provisional([]), [
		['r/alone', undefined],
		['r/uses', undefined],
	]);
});

test('a finding rests on what is met, each step once', t => {
	const flow = flowOfSteps([x], {rules: [says('r/x', [x], [item('met', true, 'x'), item('met', false, 'x', 'y'), item('unseen', false, 'z')])]});
	t.deepEqual(diagnose(flow, [fact('x', 1)]).findings[0]?.evidence, ['x', 'y']);
});

test('what is only possible is a risk and no verdict; a note stays one', t => {
	const flow = flowOfSteps([x], {rules: [says('r/x', [x], [item('unseen', true)]), says('r/y', [x], [item('unseen', true)], {severity: 'note'})]});
	const {verdict, findings, exitCode} = diagnose(flow, [fact('x', 1)]);
	t.deepEqual(
		[verdict, exitCode, findings.map(({severity, certainty}) => [severity, certainty])],
		[
			null,
			0,
			[
				['risk', 'possible'],
				['note', 'possible'],
			],
		],
	);
});

const exits = test.macro((t, state: 'met' | 'unseen' | 'contradicted', failed: boolean, evidence: readonly Evidence[], expected: 0 | 1 | 3) => {
	const flow = flowOfSteps([x], {rules: [says('r/x', [x], [item(state, true)])], failed: () => failed});
	t.is(diagnose(flow, evidence).exitCode, expected);
});
test('0: examined, and nothing found', exits, 'contradicted', false, [fact('x', 1)], 0);
test('0: a risk is no problem', exits, 'unseen', false, [fact('x', 1)], 0);
test('1: a verdict', exits, 'met', true, [fact('x', 1)], 1);
test('3: something fails, and nothing explains it', exits, 'contradicted', true, [fact('x', 1)], 3);
test('3: something fails, and an explanation is only possible', exits, 'unseen', true, [fact('x', 1)], 3);
test('3: nothing could be examined', exits, 'met', false, [], 3);
