import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {inflateSync} from 'node:zlib';
import {execa} from 'execa';
import type {Report} from '../../source/model.ts';
import {toHtml} from '../../source/report/html.ts';
import {testWith} from '../helpers/programs.ts';
import {worlds} from '../source/report/worlds.ts';

const hostile = '<script>document.title="run"</script><img src=x onerror=alert(1)>"\'\u202E</pre></style>';

/** A report as a person opens it from a ticket; the last is as hostile as an answer can be. */
const pages: ReadonlyArray<readonly [name: string, report: Report]> = [
	...['tunnel-not-applied', 'healthy', 'backend-down'].map(name => [name, worlds.get(name) as Report] as const),
	['hostile', {...(worlds.get('front-silent') as Report), target: {url: hostile}, repeat: hostile}],
];

const chromium = async (folder: string, argv: readonly string[]) =>
	execa(
		'chromium',
		[
			'--headless=new',
			'--no-sandbox',
			'--disable-gpu',
			'--hide-scrollbars',
			'--enable-logging=stderr',
			`--user-data-dir=${path.join(folder, 'profile')}`,
			...argv,
		],
		{timeout: 60_000},
	);

/** The brightness from 0 to 255 of the picture's first pixel, which is paper: a PNG's first row is filtered by nothing that could change it (§9.2). */
const paper = (png: Buffer): number => {
	const chunks: Buffer[] = [];
	for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
		if (png.toString('latin1', at + 4, at + 8) === 'IDAT') chunks.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
	}

	const [, red = 0, green = 0, blue = 0] = inflateSync(Buffer.concat(chunks)).subarray(0, 4);
	return (red + green + blue) / 3;
};

for (const [name, report] of pages) {
	testWith('chromium', `${name}: a browser shows the HTML report, light and dark, and has nothing to complain of`, async t => {
		t.timeout(120_000);
		const folder = await mkdtemp(path.join(tmpdir(), 'ws-doctor-browser-'));
		t.teardown(() => rm(folder, {recursive: true, force: true}));
		const file = path.join(folder, 'report.html');
		await writeFile(file, toHtml(report));
		const page = pathToFileURL(file).href;
		const pictures = [];
		for (const dark of [false, true]) {
			const picture = path.join(folder, `${dark}.png`);
			const {stderr} = await chromium(folder, [...(dark ? ['--force-dark-mode'] : []), '--window-size=900,1400', `--screenshot=${picture}`, page]);
			t.notRegex(stderr, /CONSOLE|Refused to|Uncaught/);
			pictures.push(await readFile(picture));
		}

		t.true(paper(pictures[0] as Buffer) > 240, 'light paper');
		t.true(paper(pictures[1] as Buffer) < 40, 'dark paper');
		for (const picture of pictures) t.true(picture.length > 30_000, 'something is drawn');
		const {stdout} = await chromium(folder, ['--dump-dom', page]);
		t.notRegex(stdout, /<title>run|<script|<img/);
		t.is(stdout.split('<section>').length, toHtml(report).split('<section>').length);
	});
}
