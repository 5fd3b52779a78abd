import {existsSync} from 'node:fs';
import test from 'ava';
import fc from 'fast-check';
import {everything, flows} from '../../flows/index.ts';
import type {Finding, ProofItem, Rule, Severity} from '../../source/model.ts';
import {certaintyOf, rank} from '../../source/ranking.ts';
import {diagnosis, item, says} from '../helpers/steps.ts';

const certain = test.macro({
	exec: (t, expected: string | undefined, proof: readonly ProofItem[]) => t.is(certaintyOf(proof), expected as never),
	title: (_, expected: string | undefined, proof: readonly ProofItem[]) =>
		`${proof.map(({state, decisive}) => `${decisive ? 'decisive ' : ''}${state}`).join(', ') || 'no proof'}: ${expected ?? 'not the cause'}`,
});
test(certain, 'confirmed', [item('met')]);
test(certain, 'confirmed', [item('met', true), item('met')]);
test(certain, 'likely', [item('met', true), item('unseen')]);
test(certain, 'likely', [item('met'), item('unseen')]);
test(certain, 'possible', [item('unseen', true)]);
test(certain, 'possible', [item('unseen', true), item('met')]);
test(certain, 'possible', [item('met', true), item('unseen', true)]);
test(certain, 'possible', [item('unseen')]);
test(certain, 'possible', []);
test(certain, undefined, [item('contradicted')]);
test(certain, undefined, [item('met', true), item('met'), item('contradicted')]);
test(certain, undefined, [item('unseen', true), item('contradicted')]);

const finding = (code: string, certainty: Finding['certainty'] = 'likely', severity: Severity = 'problem', items = 1): Finding => ({
	...diagnosis(
		Array.from({length: items}, () => item('met')),
		severity,
	),
	...{code, certainty, evidence: [], docs: ''},
});
const rule = (code: string, ...outranks: string[]): Rule => says(code, [], [], {outranks});
const order = (found: readonly Finding[], rules: readonly Rule[] = []) => rank(found, rules).findings.map(({code}) => code);

test('severity comes first, then what outranks, then certainty, then the number of proofs', t => {
	const found = [
		finding('note', 'confirmed', 'note', 9),
		finding('risk', 'confirmed', 'risk'),
		finding('sure', 'confirmed'),
		finding('specific', 'likely', 'problem', 3),
		finding('vague'),
		finding('root'),
		finding('echo', 'confirmed'),
	];
	t.deepEqual(order(found, [rule('root', 'echo', 'sure', 'specific', 'vague')]), ['root', 'echo', 'sure', 'specific', 'vague', 'risk', 'note']);
	t.deepEqual(
		order(found.filter(({code}) => code !== 'root')),
		['echo', 'sure', 'specific', 'vague', 'risk', 'note'].filter(code => code !== 'root'),
	);
});

test('what is outranked is so through others, too, even those that were not found', t => {
	const rules = [rule('a', 'b'), rule('b', 'c'), rule('c')];
	t.deepEqual(order([finding('c', 'confirmed'), finding('a')], rules), ['a', 'c']);
	t.is(rank([finding('c', 'confirmed'), finding('a')], rules).verdict?.code, 'a');
});

test('a risk outranks no problem', t => t.deepEqual(order([finding('echo'), finding('root', 'possible', 'risk')], [rule('root', 'echo')]), ['echo', 'root']));

test('two that cannot be ordered give no verdict, and nothing beside them stays a problem', t => {
	const {verdict, findings} = rank([finding('b', 'confirmed'), finding('a', 'confirmed'), finding('c'), finding('n', 'confirmed', 'note')], []);
	t.is(verdict, null);
	t.deepEqual(
		findings.map(({code, severity, certainty}) => [code, severity, certainty]),
		[
			['a', 'risk', 'possible'],
			['b', 'risk', 'possible'],
			['c', 'risk', 'possible'],
			['n', 'note', 'confirmed'],
		],
	);
});

test('nothing found is no verdict', t => t.deepEqual(rank([], []), {verdict: null, findings: []}));

const codes = ['a', 'b', 'c', 'd', 'e'];
const anyFinding = (code: string) =>
	fc
		.record({certainty: fc.constantFrom('confirmed', 'likely', 'possible'), severity: fc.constantFrom('problem', 'risk', 'note'), items: fc.nat(2)})
		.map(({certainty, severity, items}) => finding(code, certainty as Finding['certainty'], severity as Severity, items));
// A code outranks only later ones, so that there is no cycle.
const anyRules = fc.tuple(...codes.map((code, index) => fc.subarray(codes.slice(index + 1)).map(outranks => rule(code, ...outranks))));
test('the order hangs on neither the order of the rules nor that of the findings', t => {
	fc.assert(
		fc.property(
			fc.tuple(...codes.map(anyFinding)),
			anyRules,
			fc.shuffledSubarray(codes, {minLength: 5}),
			fc.shuffledSubarray(codes, {minLength: 5}),
			(found, rules, one, other) => {
				const shuffled = rank(
					one.map(code => found[codes.indexOf(code)] as Finding),
					other.map(code => rules[codes.indexOf(code)] as Rule),
				);
				t.deepEqual(shuffled, rank(found, rules));
				const at = (code: string) => shuffled.findings.findIndex(each => each.code === code);
				for (const {code, outranks} of rules)
					for (const echo of outranks) if (found[codes.indexOf(code)]?.severity === found[codes.indexOf(echo)]?.severity) t.true(at(code) < at(echo));
			},
		),
	);
	t.pass();
});

const real = [...new Map([everything, ...flows].flatMap(({rules}) => rules).map(rule => [rule.code, rule])).values()];
const beneath = (code: string, seen = new Set<string>()): ReadonlySet<string> => {
	for (const echo of real.find(rule => rule.code === code)?.outranks ?? []) if (!seen.has(echo)) beneath(echo, seen.add(echo));
	return seen;
};

test('no cause of the flows outranks itself, not even through others', t => {
	for (const {code} of real) t.false(beneath(code).has(code), code);
});

test('what a cause outranks is a cause', t => {
	for (const code of real.flatMap(({outranks}) => outranks)) t.true(existsSync(`flows/causes/${code}.md`), code);
});
