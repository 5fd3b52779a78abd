import test from 'ava';
import {renderToString} from 'ink';
import {Frame} from '../../../source/ui/components/frame.tsx';
import {frameLines} from '../../../source/ui/frame.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import type {Size, View} from '../../../source/ui/view.ts';
import {start, views} from './fixtures.ts';

const sizes: readonly Size[] = [
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
	{columns: 40, rows: 20},
];

const plain = createTheme({color: false, ascii: false, reader: false});
const ascii = createTheme({color: false, ascii: true, reader: false});

/** The frame as it stands 3.4 s into the examination. */
const painted = (view: View, size: Size, theme = plain) =>
	renderToString(<Frame lines={frameLines({...view, size}, theme, start + 3400)} theme={theme} size={size} />, {columns: size.columns});

const framed = (text: string, {columns}: Size) => ['', ...text.split('\n').map(row => `${row.padEnd(columns)}▕`), ''].join('\n');

for (const [name, view] of Object.entries(views)) {
	test(`frame: ${name}`, t => {
		for (const size of sizes) {
			t.snapshot(framed(painted(view, size), size), `${size.columns}×${size.rows}`);
		}
	});

	test(`frame in ASCII: ${name}`, t => {
		for (const size of sizes) {
			const frame = painted(view, size, ascii);
			t.notRegex(frame, /[^\n -~]/);
			t.snapshot(framed(frame, size), `${size.columns}×${size.rows}`);
		}
	});
}

test('a screen reader gets every row, and words for signs', t => {
	const theme = createTheme({color: false, ascii: false, reader: true});
	const size = {columns: 80, rows: 24};
	const text = renderToString(<Frame lines={frameLines({...(views.findings as View), size}, theme, start)} theme={theme} size={size} />, {columns: 80});
	t.snapshot(text);
	t.notRegex(text, /[^\n -~]|#{3}|-{4}/);
});
