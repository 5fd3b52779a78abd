import test from 'ava';
import fc from 'fast-check';
import {createEnvironment} from '../../../source/haproxy/environment.ts';
import {wordsOf} from '../../../source/haproxy/words.ts';

const values: Readonly<Record<string, string | null>> = {FOO: 'foo', LIST: 'a  b c', EMPTY: '', UNSET: null};
const lookup = (name: string) => values[name];

const reads = test.macro((t, line: string, expected: readonly string[]) => {
	const {words, problem} = wordsOf(line, lookup);
	t.is(problem, undefined);
	t.deepEqual(
		words.map(word => word.text),
		expected as string[],
	);
});

const lines: ReadonlyArray<readonly [string, readonly string[]]> = [
	['', []],
	['  \t', []],
	['# all comment', []],
	['mode http', ['mode', 'http']],
	['\ttimeout  client\v30s\f', ['timeout', 'client', '30s']],
	['mo"de" ht\'tp\'', ['mode', 'http']],
	['a#b c', ['a']],
	['a "#" \'#\' \\# # b', ['a', '#', '#', '#']],
	['a\\ b', ['a b']],
	['"a\\ b" \'a\\ b\'', ['a b', 'a\\ b']],
	['a\\\tb', ['a\\', 'b']],
	['\\n\\r\\t', ['\n\r\t']],
	['^/\\d+\\.x\\1', ['^/\\d+\\.x\\1']],
	['\\x41\\x20B "\\x41" \'\\x41\'', ['A B', 'A', '\\x41']],
	['a\\x00b c', ['a', 'c']],
	['a$FOO \'$FOO\' "$FOO" "\\$FOO" a\\$FOO', ['a$FOO', '$FOO', 'foo', '$FOO', 'a\\$FOO']],
	['"a${FOO}b" "$FOO-bar" "$FOO.bar" "$FOO[*]"', ['afoob', 'foo-bar', 'foo.bar', 'foo[*]']],
	['"${UNSET-a b  c}" "${UNSET-$FOO}" "${EMPTY-x}" "${FOO-x}"', ['a b  c', '$FOO', '', 'foo']],
	['"${UNSET-${FOO}}"', ['${FOO}']],
	['"x${LIST[*]}y" z', ['xa', 'b', 'cy', 'z']],
	['"${LIST}" "${UNSET[*]-p q}"', ['a  b c', 'p', 'q']],
	['"$UNSET" x', ['', 'x']],
	['"" foo', ['', 'foo']],
	["'it'\"'\"'s'", ["it's"]],
	['line \\', ['line', '\\']],
];
for (const [line, expected] of lines) test(`reads ${JSON.stringify(line)}`, reads, line, expected);

const refuses = test.macro((t, line: string, column: number, says: RegExp) => {
	const {problem} = wordsOf(line, lookup);
	t.is(problem?.column, column);
	t.regex(problem?.says ?? '', says);
});

const broken: ReadonlyArray<readonly [string, number, RegExp]> = [
	['mode "http', 6, /unmatched quote/],
	["a 'b", 3, /unmatched quote/],
	['a \\x4', 3, /hexadecimal/],
	['a \\xzz', 3, /hexadecimal/],
	['a "$1"', 4, /first character/],
	['a "$"', 4, /first character/],
	['a "${FOO"', 4, /brace/],
	['a "${FOO:-x}"', 4, /brace/],
	['a "${LIST[*"', 4, /brace/],
];
for (const [line, column, says] of broken) test(`refuses ${JSON.stringify(line)}`, refuses, line, column, says);

test('a variable that is not known here stays as written and is named', t => {
	t.deepEqual(wordsOf('timeout client "${T-30s}"').words[2], {text: '${T-30s}', column: 16, unknown: 'T'});
});

test('setenv and its kin act on what follows', t => {
	const environment = createEnvironment({A: '1'});
	const set = (line: string, maybe = false) => environment.apply({location: {file: 'x', line: 1}, words: wordsOf(line).words, ...(maybe ? {maybe} : {})});
	set('setenv B 2');
	set('presetenv B 3');
	set('presetenv A 3');
	set('unsetenv C');
	set('presetenv C 4');
	set('presetenv D 4');
	t.deepEqual(['A', 'B', 'C', 'D', 'E'].map(environment.lookup), ['1', '2', '4', undefined, undefined]);
	set('setenv B 5', true);
	t.is(environment.lookup('B'), undefined);
	set('resetenv A');
	t.deepEqual(['A', 'B', 'E'].map(environment.lookup), ['1', null, null]);
});

const character = fc.constantFrom(...' \t"\'\\#$ax1{}[]*-n.~é'.split(''));

test('any line: no exception, and every column points at the start of a word', t => {
	fc.assert(
		fc.property(
			fc.array(character, {maxLength: 40}).map(characters => characters.join('')),
			line => {
				for (const {column} of wordsOf(line).words) {
					const [before, at] = [line[column - 2] ?? ' ', line[column - 1] ?? ' '];
					if (!/\s/.test(before) || /\s/.test(at)) return false;
				}
				return true;
			},
		),
		{numRuns: 3000},
	);
	t.pass();
});

test('plain words, quoted and read again, are the same', t => {
	fc.assert(
		fc.property(fc.array(fc.string({minLength: 1, unit: 'grapheme-ascii'}), {maxLength: 8}), words => {
			const line = words.map(word => `"${word.replace(/["\\$]/g, String.raw`\$&`)}"`).join(' ');
			t.deepEqual(
				wordsOf(line).words.map(word => word.text),
				words,
			);
		}),
		{numRuns: 500},
	);
});
