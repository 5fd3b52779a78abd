import test from 'ava';
import {everything, flows} from '../../flows/index.ts';

// A circle of causes that outrank one another would order none of them.
test('no code outranks itself, not even through others', t => {
	const rules = new Map([everything, ...flows].flatMap(flow => flow.rules.map(rule => [rule.code, rule])));
	const below = (code: string, seen = new Set<string>()): Set<string> => {
		for (const echo of rules.get(code)?.outranks ?? []) if (!seen.has(echo)) below(echo, seen.add(echo));
		return seen;
	};
	t.deepEqual(
		[...rules.keys()].filter(code => below(code).has(code)),
		[],
	);
});
