import {build} from 'esbuild';

/** What the menu shows of each flow; the flows themselves, with all their rules, are loaded behind it. */
const readMenu = async () => {
	const {outputFiles} = await build({entryPoints: ['flows/index.ts'], bundle: true, format: 'esm', platform: 'node', write: false});
	const {flows} = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
	return flows.map(({id, symptom, hint}) => ({id, symptom, hint}));
};

/** The module `ws-doctor:menu`: id, symptom and hint of every flow, in the menu's order. */
export const menu = {
	name: 'menu',
	setup(build) {
		build.onResolve({filter: /^ws-doctor:menu$/}, ({path: name}) => ({path: name, namespace: 'ws-doctor', sideEffects: false}));
		build.onLoad({filter: /^ws-doctor:menu$/, namespace: 'ws-doctor'}, async () => ({
			contents: `export const menu = ${JSON.stringify(await readMenu())};`,
			loader: 'js',
		}));
	},
};
