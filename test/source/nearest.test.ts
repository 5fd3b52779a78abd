import test from 'ava';
import {didYouMean, nearest} from '../../source/nearest.ts';

const words = ['diagnose', 'demo', 'lint', 'logs', 'explain'];

test('a slip finds its word, the nearest first', t => {
	t.deepEqual(nearest('daignose', words), ['diagnose']);
	t.deepEqual(nearest('LINT', words), ['lint']);
	t.deepEqual(nearest('lins', ['line', 'lins-x', 'lint'], 2), ['line', 'lint']);
});

test('what is like nothing finds nothing', t => {
	t.deepEqual(nearest('kubernetes', words), []);
	t.deepEqual(nearest('', words), []);
	t.is(didYouMean('kubernetes', words, 'a command'), ': expected a command.');
});

test('a hostile word costs no more than a short one', t => {
	t.deepEqual(nearest('x'.repeat(10_000_000), words), []);
});
