import {cp, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'ava';
import {execa} from 'execa';

// Where a line stands, what it is, and which reason must be given against it; none where it is allowed.
const samples: ReadonlyArray<readonly [file: string, code: string, reason: RegExp | undefined]> = [
	['source/model.ts', "export type {A} from './text.ts';", /vocabulary imports nothing/],
	['source/define.ts', "export {a} from './text.ts';", /sees the vocabulary and nothing else/],
	['source/clocks.ts', "export {a} from './products/index.ts';", /model ← clocks ← products/],
	['source/clocks.ts', "export {a} from 'node:fs';", /Pure: no IO/],
	['source/haproxy/parse.ts', "export {a} from '../../flows/index.ts';", /Knowledge stands below/],
	['source/haproxy/parse.ts', "export {readFile} from 'node:fs/promises';", /Pure: no IO/],
	['source/products/cdn.ts', "export {a} from '../engine.ts';", /Knowledge stands below/],
	['flows/drops.ts', "export {a} from '../source/engine.ts';", /A flow declares/],
	['flows/steps/idle.ts', "export {a} from '../../source/instruments/watch.ts';", /A flow declares/],
	['flows/rules/idle.ts', "export {execa} from 'execa';", /Pure: no IO/],
	['flows/rules/idle.ts', "export const a = () => import('ink');", /Pure: no IO/],
	['source/engine.ts', "export {a} from '../flows/index.ts';", /The engine knows no flow/],
	['source/engine.ts', "export {a} from './examine.ts';", /The engine knows no flow/],
	['source/examine.ts', "export {a} from './session.ts';", /handed in/],
	['source/session.ts', "export {a} from './ui/app.tsx';", /knows no view/],
	['source/plans.ts', "export {a} from './ui/view.ts';", /follow from a flow and its evidence alone/],
	['source/tree.ts', "export {readFile} from 'node:fs/promises';", /Pure: no IO/],
	['source/paste/netcat.ts', "export {a} from '../../flows/index.ts';", /judged nowhere/],
	['source/paste/netcat.ts', "export {readFile} from 'node:fs/promises';", /no IO and no terminal/],
	['source/ui/app.tsx', "export {a} from '../instruments/watch.ts';", /The view turns/],
	['source/ui/app.tsx', "export {a} from '../engine.ts';", /The view turns/],
	['source/report/text.ts', "export {a} from '../session.ts';", /turns a Report into text/],
	['source/instruments/watch.ts', "export {a} from '../haproxy/index.ts';", /measures and does not judge/],
	['source/instruments/watch.ts', "export {Text} from 'ink';", /Only source\/ui\/ draws/],
	['source/commands/diagnose.ts', "export {render} from 'ink';", /Only source\/ui\/ draws/],
	['source/commands/diagnose.ts', "export {argv} from 'node:process';", /Only source\/cli\.ts knows the process/],
	['source/commands/diagnose.ts', 'export const a = process.env;', /`process` global/],
	['source/ui/app.tsx', "export {Text} from 'ink';", undefined],
	['source/ui/app.tsx', "export type {Report} from '../model.ts';", undefined],
	['source/haproxy/sample.ts', "export {a} from './arguments.ts';", undefined],
	['source/cli.ts', "export {env} from 'node:process';", undefined],
];

type Diagnostic = {readonly category: string; readonly message: string; readonly location: {readonly path: string; readonly start: {readonly line: number}}};

const lint = async (folder: string): Promise<readonly Diagnostic[]> => {
	const biome = path.resolve('node_modules/.bin/biome');
	const {stdout} = await execa(biome, ['lint', '--reporter=json', '--max-diagnostics=1000'], {cwd: folder, reject: false});
	return JSON.parse(stdout).diagnostics;
};

test('each direction of import is held up by lint, with its reason', async t => {
	await mkdir('.build', {recursive: true});
	const folder = await mkdtemp('.build/imports-');
	t.teardown(() => rm(folder, {recursive: true}));
	await cp('biome.json', path.join(folder, 'biome.json'));
	const files = [...new Set(samples.map(([file]) => file))];
	for (const file of files) {
		const lines = samples.filter(sample => sample[0] === file).map(sample => sample[1]);
		await mkdir(path.dirname(path.join(folder, file)), {recursive: true});
		await writeFile(path.join(folder, file), `${lines.join('\n')}\n`);
	}

	const diagnostics = await lint(folder);
	for (const file of files) {
		for (const [line, [, code, reason]] of samples.filter(sample => sample[0] === file).entries()) {
			const messages = diagnostics.filter(({location}) => location.path === file && location.start.line === line + 1).map(({message}) => message);
			t.is(messages.length, reason ? 1 : 0, `${file}: ${code} ${messages}`);
			t.regex(messages.join('\n'), reason ?? /^$/, `${file}: ${code}`);
		}
	}
});
