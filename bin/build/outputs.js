import path from 'node:path';
import {fs, glob} from 'zx';

const unchanged = async ({path: file, contents}) => {
	const before = await fs.readFile(file).catch(() => undefined);
	return before?.equals(contents) ?? false;
};

/** Writes what esbuild made, where it differs: whoever runs the old files meanwhile is not disturbed. */
export const writeOutputs = async outputs => {
	for (const output of outputs) {
		if (!(await unchanged(output))) {
			await fs.outputFile(output.path, output.contents);
		}
	}
};

/** Removes what an earlier build left in the folder. */
export const removeOthers = async (folder, outputs) => {
	const current = new Set(outputs.map(output => output.path));
	const stale = (await glob(`${folder}/**/*`)).filter(file => !current.has(path.resolve(file)));
	await Promise.all(stale.map(file => fs.remove(file)));
};
