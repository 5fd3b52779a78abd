import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import xterm from '@xterm/headless';
import test from 'ava';
import fc from 'fast-check';
import {bundle} from '../../bin/build/bundle.js';
import {notices} from '../../bin/build/notices.js';
import {oneCellText} from '../../bin/build/one-cell.js';
import {writeOutputs} from '../../bin/build/outputs.js';
import {replace} from '../../bin/build/patch.js';
import {yogaWasm} from '../../bin/build/yoga.js';
import {openTerminal} from '../helpers/terminal.ts';

// What is published is CommonJS (see bin/build/packs.js), where these two are there.
const asModule =
	"import {createRequire as $createRequire} from 'node:module';const require=$createRequire(import.meta.url),__dirname=new URL('.',import.meta.url).pathname;";

type Bundled = {readonly file: string; readonly inputs: readonly string[]; readonly metafile: unknown};

const bundled = async (t: {teardown: (end: () => unknown) => void}, source: string): Promise<Bundled> => {
	await mkdir('.build', {recursive: true});
	const folder = await mkdtemp(path.resolve('.build/patches-'));
	t.teardown(() => rm(folder, {recursive: true}));
	await writeFile(path.join(folder, 'entry.jsx'), source);
	const {outputFiles, metafile} = await bundle(path.join(folder, 'entry.jsx'), path.join(folder, 'out'));
	const modules = (outputFiles ?? []).map(({path, text}) => ({path, contents: Buffer.from(`${asModule}${text}`)}));
	await writeOutputs([...modules, {path: path.join(folder, 'out/yoga.wasm'), contents: await yogaWasm()}]);
	return {file: path.join(folder, 'out/entry.js'), inputs: Object.keys(metafile?.inputs ?? {}), metafile};
};

const load = async (t: {teardown: (end: () => unknown) => void}, source: string) => import(pathToFileURL((await bundled(t, source)).file).href);

// Every code point that takes the fast path, and neighbours that do not: wide, combining, joined, controls, surrogates.
const oneCell = new RegExp(oneCellText().slice(1, -1));
const fastCharacters = Array.from({length: 0x1_00_00}, (_, codePoint) => String.fromCharCode(codePoint)).filter(character => oneCell.test(character));
const others = ['你', '\u0301', '\u200D', '\uFE0F', '👍', '👨‍👩‍👧', '\u{1F1E9}', '\r', '\n', '\t', '\u001B[31m', '\u00AD', '\u20E3', '한', '\uD800', '☕'];
const strings = fc
	.array(fc.oneof({weight: 6, arbitrary: fc.constantFrom(...fastCharacters)}, fc.constantFrom(...others)), {maxLength: 12})
	.map(parts => parts.join(''));

test('the quick string-width is as wide as the original, for every character it is quick for and any mixture', async t => {
	const quick = (await load(t, "export {default} from 'string-width';")).default;
	const original = (await import(pathToFileURL(path.resolve('node_modules/ink/node_modules/string-width/index.js')).href)).default;
	t.true(fastCharacters.length > 1000);
	for (const character of fastCharacters) {
		t.is(quick(character), original(character), character);
	}

	const options = fc.constantFrom({}, {ambiguousIsNarrow: false}, {countAnsiEscapeCodes: true});
	fc.assert(
		fc.property(strings, options, (text, option) => quick(text, option) === original(text, option)),
		{numRuns: 5000},
	);
});

test('the lazy segmenter splits as Intl.Segmenter does', async t => {
	const lazy = (await load(t, "export const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});")).segmenter;
	const exact = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
	t.not(lazy.constructor, Intl.Segmenter);
	fc.assert(
		fc.property(strings, fc.integer({min: -1, max: 20}), (text, index) => {
			t.deepEqual([...lazy.segment(text)], [...exact.segment(text)]);
			t.deepEqual(lazy.segment(text).containing(index), exact.segment(text).containing(index));
		}),
		{numRuns: 5000},
	);
});

const painted = async (write: (chunk: string) => Promise<void>, screen: xterm.Terminal) => {
	await write('');
	return Array.from({length: screen.rows}, (_, row) => screen.buffer.active.getLine(row)?.translateToString(true) ?? '')
		.join('\n')
		.trimEnd();
};

test('incremental rendering leaves on the screen what the frame says, whatever came before', async t => {
	const {logUpdate} = await load(
		t,
		`export {default as logUpdate} from ${JSON.stringify(path.resolve('node_modules/ink/build/log-update.js'))};\nexport {render} from 'ink';`,
	);
	const line = fc.constantFrom('', 'a', 'bb', '│ ✔ │', 'ccc');
	const frames = fc.array(
		fc.array(line, {minLength: 1, maxLength: 8}).map(lines => `${lines.join('\n')}\n`),
		{minLength: 2, maxLength: 12},
	);
	await fc.assert(
		fc.asyncProperty(frames, async sequence => {
			const screen = new xterm.Terminal({cols: 20, rows: 12, allowProposedApi: true, convertEol: true});
			const write = (chunk: string) => new Promise<void>(done => void screen.write(chunk, done));
			const render = logUpdate.create({write}, {incremental: true, showCursor: true});
			for (const frame of sequence) {
				render(frame);
				t.is(await painted(write, screen), frame.trimEnd());
			}
		}),
		{numRuns: 60},
	);
});

const app = `
import {Box, render, Text} from 'ink';
const {unmount} = render(<Box borderStyle="round"><Text color="green">Hello ✔ world ████▍</Text></Box>, {incrementalRendering: true});
setTimeout(unmount, 50);
`;

test('a bundled Ink paints its frame, with DEV=true too, and needs nothing beside it but the bytes of Yoga', async t => {
	const {file, inputs, metafile} = await bundled(t, app);
	const {exit, screen, close} = openTerminal([file], {program: [process.execPath], columns: 40, env: {DEV: 'true'}});
	t.teardown(close);
	t.is((await exit).code, 0);
	t.is(screen(), `╭${'─'.repeat(38)}╮\n│Hello ✔ world ████▍${' '.repeat(19)}│\n╰${'─'.repeat(38)}╯`);
	t.deepEqual(
		inputs.filter(input => /devtools|react-reconciler\/cjs\/.*development/.test(input)),
		[],
	);
	t.is(inputs.filter(input => /string-width\/index\.js$/.test(input)).length, 1);
	const text = await notices(metafile);
	for (const name of ['ink 6.8.0', 'react 19', 'yoga-layout', 'es-toolkit', '@alcalzone/ansi-tokenize']) {
		t.true(text.includes(`\n${name}`), name);
	}

	t.regex(text, /Copyright \(c\) Meta Platforms/);
});

test('a patch that finds nothing to replace says so', t => {
	t.is(replace('a b a', 'b', '$&'), 'a $& a');
	t.throws(() => replace('a', 'b', 'c'), {message: 'nothing to replace for b'});
});
