import {mkdtemp} from 'node:fs/promises';
import path from 'node:path';
import {build} from 'esbuild';
import {options} from '../../bin/build/options.js';

/** A module of the tests as a program of its own; returns its file. */
export const bundledProgram = async (entry: string): Promise<string> => {
	const outfile = path.join(await mkdtemp(path.resolve('.build', 'program-')), `${path.basename(entry, '.ts')}.mjs`);
	const {format, platform, target, loader, define, plugins} = options;
	await build({format, platform, target, loader, define, plugins, entryPoints: [entry], bundle: true, write: true, outfile, logLevel: 'error'} as Parameters<
		typeof build
	>[0]);
	return outfile;
};
