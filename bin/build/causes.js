import path from 'node:path';
import {fs, glob} from 'zx';

const folder = 'flows/causes';

const readPages = async () => {
	const files = (await glob('*/*.md', {cwd: folder})).sort();
	const texts = await Promise.all(files.map(file => fs.readFile(path.join(folder, file), 'utf8')));
	return Object.fromEntries(files.map((file, index) => [file.slice(0, -'.md'.length), texts[index]]));
};

/** The module `ws-doctor:causes`: every page of flows/causes by its code, so that `explain` works offline and a new page needs no import. */
export const causes = {
	name: 'causes',
	setup(build) {
		build.onResolve({filter: /^ws-doctor:causes$/}, ({path: name}) => ({path: name, namespace: 'ws-doctor', sideEffects: false}));
		build.onLoad({filter: /^ws-doctor:causes$/, namespace: 'ws-doctor'}, async () => ({
			contents: `export const causes = ${JSON.stringify(await readPages())};`,
			loader: 'js',
		}));
	},
};
