import test from 'ava';
import {amount, list, object, oneOf, optional, text} from '../../source/shape.ts';

const reads = test.macro((t, check: (json: unknown) => unknown, good: readonly unknown[], bad: readonly unknown[]) => {
	for (const json of good) t.deepEqual(check(json), json);
	for (const json of bad) t.throws(() => check(json), {message: /^expected /}, JSON.stringify(json));
});
test('an object', reads, json => object(json, 'it'), [{}, {a: 1}], [null, [], 'a', 1, true, undefined]);
test('a list', reads, json => list(json, 'it'), [[], [1]], [null, {}, 'a', Array.from({length: 10_001})]);
test('text', reads, json => text(json, 'it'), ['', 'a'], [null, 1, [], {}]);
test('an amount', reads, json => amount(json, 'it'), [0, 1.5], [-1, Number.NaN, Infinity, '1', null]);
test('one of some words', reads, json => oneOf(json, ['a', 'b'], 'it'), ['a', 'b'], ['c', 1, null, ['a']]);

test('what may be absent is checked only where it is there', t => {
	t.is(optional(undefined, String), undefined);
	t.is(optional(null, String), undefined);
	t.is(optional(1, String), '1');
});
