import test from 'ava';
import fc from 'fast-check';
import {edit, fieldOf, textOf} from '../../../source/ui/field.ts';
import {createKeyReader, type InkKey, type Key, type KeyName} from '../../../source/ui/keys.ts';

const key = (name: KeyName): Key => ({type: 'key', name});
const text = (...characters: readonly string[]): readonly Key[] => characters.map(each => ({type: 'text', text: each}));

const reads = test.macro((t, input: string, flags: InkKey, expected: readonly Key[]) => {
	t.deepEqual(createKeyReader()(input, flags), expected);
});

test('an arrow', reads, '', {upArrow: true}, [key('up')]);
test('Enter', reads, '', {return: true}, [key('enter')]);
test('Enter before raw mode', reads, '\n', {}, [key('enter')]);
test('Enter as Ink does not see it', reads, '\r', {}, [key('enter')]);
test('Escape, which Ink calls meta, too', reads, '', {escape: true, meta: true}, [key('escape')]);
test('Delete is how Ink calls the key above Enter', reads, '', {delete: true}, [key('backspace')]);
test('Ctrl-C', reads, 'c', {ctrl: true}, [key('ctrl-c')]);
test('Ctrl-C among keys typed ahead', reads, 'j\u0003', {}, [...text('j'), key('ctrl-c')]);
test('another Ctrl means nothing', reads, 'x', {ctrl: true}, []);
test('Alt means nothing', reads, 'q', {meta: true}, []);
test('keys typed ahead come one by one', reads, 'jj\rab\u007F\u0015', {}, [
	...text('j', 'j'),
	key('enter'),
	...text('a', 'b'),
	key('backspace'),
	key('ctrl-u'),
]);
test('a character beyond the basic plane is one', reads, '😀', {}, text('😀'));
test('other control characters are dropped', reads, 'a\u0000\u001F\u0085b', {}, text('a', 'b'));

test('a paste is one piece, of whose control characters only line feeds are left, whatever parts it comes in', t => {
	const read = createKeyReader();
	t.deepEqual(read('[200~', {}), []);
	t.deepEqual(read('wss://a/\n', {}), []);
	t.deepEqual(read('', {return: true}), []);
	t.deepEqual(read('c', {ctrl: true}), []);
	t.deepEqual(read('b\u0003\u0000', {}), []);
	t.deepEqual(read('[201~', {}), [{type: 'paste', text: 'wss://a/\n\nb'}]);
	t.deepEqual(read('q', {}), text('q'));
});

const edits = test.macro((t, keys: readonly Key[], expected: string, cursor: number) => {
	const field = keys.reduce((field, each) => edit(field, each) ?? field, fieldOf('wss://a.b/c'));
	t.deepEqual([textOf(field), field.cursor], [expected, cursor]);
});

test('typing appends', edits, text('d', 'é'), 'wss://a.b/cdé', 13);
test('a field of one line takes no line feeds', edits, [{type: 'paste', text: '/\na'}], 'wss://a.b/c/a', 13);
test('pasting inserts at the cursor', edits, [key('home'), {type: 'paste', text: 'x y'}], 'x ywss://a.b/c', 3);
test('left, right, and their ends', edits, [key('left'), key('left'), key('right'), ...text('-')], 'wss://a.b/-c', 11);
test('Ctrl-A and Ctrl-E', edits, [key('ctrl-a'), key('left'), ...text('1'), key('ctrl-e'), ...text('2')], '1wss://a.b/c2', 13);
test('backspace', edits, [key('backspace'), key('home'), key('backspace')], 'wss://a.b/', 0);
test('Ctrl-U clears what is before the cursor', edits, [key('left'), key('ctrl-u')], 'c', 0);
test('Ctrl-W deletes a part', edits, [key('ctrl-w')], 'wss://a.b/', 10);
test('Ctrl-W twice', edits, [key('ctrl-w'), key('ctrl-w')], 'wss://a.', 8);

test('Enter and Escape are not for the field', t => {
	t.is(edit(fieldOf('a'), key('enter')), undefined);
	t.is(edit(fieldOf('a'), key('escape')), undefined);
});

const anyKey: fc.Arbitrary<Key> = fc.oneof(
	fc.constantFrom<Key>(key('left'), key('right'), key('home'), key('end'), key('backspace'), key('ctrl-u'), key('ctrl-w')),
	fc.string({unit: 'grapheme', maxLength: 20}).map(text => ({type: 'paste', text}) as const),
	fc.string({unit: 'binary', minLength: 1, maxLength: 1}).map(text => ({type: 'text', text}) as const),
);

test('the cursor never leaves the text, and the text has a bound', t => {
	fc.assert(
		fc.property(fc.array(anyKey, {maxLength: 60}), keys => {
			const field = keys.reduce((field, each) => edit(field, each) ?? field, fieldOf(''));
			return field.cursor >= 0 && field.cursor <= field.text.length && field.text.length <= 2000;
		}),
	);
	t.is(edit(fieldOf(''), {type: 'paste', text: 'x'.repeat(9999)})?.text.length, 2000);
});
