import test from 'ava';
import fc from 'fast-check';
import {renderToString} from 'ink';
import {Frame} from '../../../source/ui/components/frame.tsx';
import {bodyOf, frameLines} from '../../../source/ui/frame.ts';
import {cells, lineCells, shorten, shortenMiddle, take, wrap} from '../../../source/ui/line.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {placeOf, type View} from '../../../source/ui/view.ts';
import {hostile, reports, snapshots, start, views} from './fixtures.ts';

const themes = [createTheme({color: true, ascii: false, reader: false}), createTheme({color: false, ascii: true, reader: false})];

const nasty = fc.oneof(
	fc.string({unit: 'binary', maxLength: 200}),
	fc
		.array(fc.constantFrom('界', '한', '😀', '👩‍👩‍👧', '🇩🇪', 'e\u0301', '\u001B[2J', '\u001B]0;x\u0007', '\r\n', '\t', '\u202E', '\uD800', 'a', ' '), {
			maxLength: 120,
		})
		.map(parts => parts.join('')),
);

const size = fc.record({columns: fc.integer({min: 30, max: 160}), rows: fc.integer({min: 10, max: 60})});

/** A view in which every text that comes from outside is this one. */
const infested = (view: View, text: string): View => {
	if (!view.snapshot) return {...view, given: [{step: text, at: '', source: 'flag', value: text}]};
	const probes = view.snapshot.probes.map(row => ({
		...row,
		title: text,
		plan: text,
		events: [{ms: 1, what: text}],
		...(row.evidence && {evidence: {step: row.id, at: '', source: 'probe', value: text} as const}),
	}));
	const finding = {
		...reports.clientTimeout.findings[0],
		title: text,
		why: text,
		code: text,
		fixes: [{title: text, where: text, diff: `${text}\n+${text}`, then: [text]}],
		proof: [{says: text, state: 'met', evidence: []}],
	};
	const timers = reports.clientTimeout.timers.map(timer => ({...timer, hop: text, name: text, location: {file: text, line: 1}}));
	const report =
		view.report && ({...view.report, verdict: {...view.report.verdict, code: text, summary: text}, findings: [finding], timers} as typeof view.report);
	const question = view.snapshot.question && hostile(text);
	return {
		...view,
		report,
		field: {text: [...text], cursor: Math.floor(text.length / 3) % ([...text].length + 1)},
		snapshot: {...view.snapshot, probes, question, complaint: text || undefined},
	};
};

/** Colours: all that a frame sends beside its text. */
const sgr = /\u001B\[[\d;]*m/g;

const widest = (frame: string) => Math.max(...frame.split('\n').map(cells));

test('a frame is always lower than the terminal, never wider, and free of control characters', t => {
	fc.assert(
		fc.property(
			fc.constantFrom(...Object.values(views)),
			nasty,
			size,
			fc.constantFrom(...themes),
			fc.option(fc.nat(80), {nil: undefined}),
			(view, text, size, theme, scroll) => {
				const lines = frameLines({...infested(view, text), size, scroll}, theme, start + 2000);
				const frame = renderToString(<Frame lines={lines} theme={theme} size={size} />, {columns: size.columns}).replace(sgr, '');
				t.is(lines.length, size.rows - 1);
				t.is(frame.split('\n').length, size.rows - 1);
				t.deepEqual(
					lines.filter(row => lineCells(row) > size.columns),
					[],
				);
				t.true(widest(frame) <= size.columns);
				t.notRegex(frame, /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
				if (theme.ascii) t.notRegex(frame, /[^\n -~]/);
			},
		),
		{numRuns: 150},
	);
});

test('all content can be reached by scrolling, and what is out of sight is counted', t => {
	const theme = themes[0] as (typeof themes)[0];
	const view = {...(views.findings as View), size: {columns: 40, rows: 12}};
	const all = bodyOf(view, theme, start).lines.map(row => row.map(({text}) => text).join(''));
	const seen = new Set<string>();
	for (let scroll = 0; scroll < all.length; scroll += 7) {
		const frame = frameLines({...view, scroll}, theme, start).map(row => row.map(({text}) => text).join(''));
		for (const row of frame.slice(2, -2)) seen.add(row);
		const hidden = frame.join('\n').matchAll(/[↑↓] (\d+) more/g);
		t.is(
			[...hidden].reduce((sum, [, count]) => sum + Number(count), 0),
			all.length - 7,
		);
	}

	t.deepEqual(
		all.filter(row => !seen.has(row)),
		[],
	);
});

test('what is chosen stays in sight', t => {
	const theme = themes[1] as (typeof themes)[0];
	for (const chosen of [0, 1, 2, 3]) {
		const frame = frameLines({...(views.choices as View), chosen, size: {columns: 40, rows: 12}}, theme, start);
		t.true(frame.some(row => row[0]?.text.startsWith(` > ${chosen + 1}`)));
	}
});

test('the place follows from the snapshot', t => {
	t.is(placeOf({}), 'symptom');
	t.is(placeOf({snapshot: snapshots.asking}), 'questions');
	t.is(placeOf({snapshot: snapshots.running}), 'examination');
	t.is(placeOf({snapshot: snapshots.done}), 'findings');
});

test('text in columns', t => {
	t.is(cells('abc…█✔'), 6);
	t.is(cells('界e\u0301😀'), 5);
	t.is(take('界界', 3), '界');
	t.is(shorten('abcdef', 4, '…'), 'abc…');
	t.is(shortenMiddle('haproxy timeout client', 12, '…'), 'hapro…client');
	t.deepEqual(wrap('one two  three', 7), ['one two', 'three']);
	t.deepEqual(wrap('abcdefghij k', 4), ['abcd', 'efgh', 'ij k']);
	t.deepEqual(wrap('', 10), []);
});
