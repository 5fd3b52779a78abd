import {readFileSync} from 'node:fs';
import {mkdir, mkdtemp, readFile, realpath, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import {execa} from 'execa';
import {runDoctor} from './helpers/run.ts';

type Metafile = {
	readonly outputs: Readonly<Record<string, {readonly inputs: object; readonly imports: ReadonlyArray<{readonly path: string; readonly kind: string}>}>>;
};

const temporary = async (t: {teardown: (end: () => unknown) => void}) => {
	const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'ws-doctor-')));
	t.teardown(() => rm(folder, {recursive: true, force: true}));
	return folder;
};

// A registry that is not there, and an empty cache: whatever is downloaded fails.
const alone = (folder: string) => ({
	npm_config_registry: 'http://127.0.0.1:9/',
	npm_config_cache: path.join(folder, 'cache'),
	npm_config_update_notifier: 'false',
});

test('npx runs the packed tarball in an empty folder, and downloads nothing', async t => {
	const folder = await temporary(t);
	const env = alone(folder);
	const {stdout: packed} = await execa('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {env});
	const [{filename, files}] = JSON.parse(packed) as [{filename: string; files: Array<{path: string}>}];
	const names = files.map(file => file.path);
	t.deepEqual(
		names.filter(name => !/^(?:LICENSE|README\.md|package\.json|bin\/ws-doctor\.cjs|dist\/.+|schema\/.+\.json)$/.test(name)),
		[],
	);
	for (const name of ['LICENSE', 'package.json', 'bin/ws-doctor.cjs', 'dist/cli.cjs', 'dist/help.txt', 'dist/THIRD-PARTY-NOTICES.txt', 'schema/report.json']) {
		t.true(names.includes(name), name);
	}

	const empty = path.join(folder, 'empty');
	await mkdir(empty);
	const npx = (...argv: readonly string[]) => execa('npx', ['--yes', path.join('..', filename), ...argv], {cwd: empty, env, reject: false});
	const {version} = JSON.parse(await readFile('package.json', 'utf8')) as {version: string};
	t.is((await npx('--version')).stdout, version);
	t.is((await npx('explain', 'idle/client-timeout')).exitCode, 0);
	t.is((await npx('diagnose', 'nowhere')).exitCode, 2);
});

test('there are no runtime dependencies, and every pin is exact', t => {
	const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
	t.deepEqual([manifest.dependencies, manifest.optionalDependencies, manifest.peerDependencies], [undefined, undefined, undefined]);
	for (const [name, pin] of Object.entries(manifest.devDependencies as Record<string, string>)) {
		t.regex(pin, /^\d+\.\d+\.\d+$/, name);
	}
});

const metafile = () => JSON.parse(readFileSync('.build/metafile.json', 'utf8')) as Metafile;
const heavy = /(?:^|\/)node_modules\/(?:ink|react|react-reconciler|scheduler|yoga-layout|execa)\//;
const drawing = /(?:^|\/)node_modules\/(?:ink|react|react-reconciler|scheduler|yoga-layout)\/|^source\/ui\//;

const inputsOf = (outputs: readonly string[]) => outputs.flatMap(output => Object.keys(metafile().outputs[output]?.inputs ?? {}));

const staticClosure = (entry: string): readonly string[] => {
	const {outputs} = metafile();
	const found = new Set([entry]);
	for (const output of found) {
		for (const {path: imported, kind} of outputs[output]?.imports ?? []) {
			if (kind === 'import-statement' && imported in outputs) {
				found.add(imported);
			}
		}
	}

	return [...found];
};

test('what every run loads contains neither Ink nor React nor execa', t => {
	t.deepEqual(
		inputsOf(staticClosure('dist/cli.cjs')).filter(input => heavy.test(input)),
		[],
	);
});

// Every file that Node loads passes here.
const hook = (file: string) => `
const {appendFileSync} = require('node:fs');
const {Module} = require('node:module');
const {load} = Module.prototype;
Module.prototype.load = function (name) {
	appendFileSync(${JSON.stringify(file)}, name + '\\n');
	return load.call(this, name);
};
`;

const traced = async (folder: string, argv: readonly string[]) => {
	const file = path.join(folder, 'trace');
	await writeFile(file, '');
	await writeFile(path.join(folder, 'hook.cjs'), hook(file));
	const ran = await runDoctor(argv, {env: {NODE_OPTIONS: `--require=${path.join(folder, 'hook.cjs')}`}});
	const names = (await readFile(file, 'utf8')).split('\n').filter(name => name.includes('/dist/'));
	return {...ran, loaded: names.map(name => name.slice(name.indexOf('dist/')))};
};

const neverDraws = test.macro({
	exec: async (t, argv: readonly string[], code: number, loads: boolean) => {
		const ran = await traced(await temporary(t), argv);
		t.is(ran.code, code, ran.stderr);
		t.is(ran.loaded.includes('dist/cli.cjs'), loads);
		t.deepEqual(
			inputsOf(ran.loaded).filter(input => drawing.test(input)),
			[],
		);
	},
	title: (_, argv: readonly string[]) => `ws-doctor ${argv.join(' ')} never loads Ink`,
});
test(neverDraws, ['--help'], 0, false);
test(neverDraws, ['--version'], 0, false);
test(neverDraws, ['diagnose', '--help'], 0, true);
test(neverDraws, [], 2, true);
test(neverDraws, ['--idel'], 2, true);
test(neverDraws, ['explain', 'idle/client-timeout'], 0, true);
test(neverDraws, ['diagnose', 'ws://127.0.0.1:1/'], 1, true);
test(neverDraws, ['ws://127.0.0.1:1/', '--json'], 1, true);
