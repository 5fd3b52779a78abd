import test from 'ava';
import {frameLines} from '../../../source/ui/frame.ts';
import {paint} from '../../../source/ui/paint.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import type {Size, View} from '../../../source/ui/view.ts';
import {start, views} from './fixtures.ts';

const sizes: readonly Size[] = [
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
	{columns: 40, rows: 20},
];

const coloured = createTheme({color: true, ascii: false, reader: false});
const plain = createTheme({color: false, ascii: false, reader: false});

const painted = (view: View, size: Size, theme: typeof plain) => paint(frameLines({...view, size}, theme, start + 3400), theme).replaceAll('\r\n', '\n');

const sgr = /\u001B\[([\d;]*)m/g;

/** Colours as a reader of the snapshot sees them: `⟨1;36⟩` is bold cyan, `⟨22;39⟩` its end. */
const legible = (text: string) => text.replace(sgr, '⟨$1⟩');

for (const [name, view] of Object.entries(views)) {
	test(`in colour: ${name}`, t => {
		for (const size of sizes) {
			const frame = painted(view, size, coloured);
			t.is(frame.replace(sgr, ''), painted(view, size, plain), 'no meaning is carried by colour alone');
			t.snapshot(legible(frame), `${size.columns}×${size.rows}`);
		}
	});
}
