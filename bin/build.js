// Bundles everything into dist/: what every run needs in cli.js, the wizard with Ink and React in chunks that only its import() loads.
import path from 'node:path';
import process from 'node:process';
import {$, fs} from 'zx';
import {bundle} from './build/bundle.js';
import {notices} from './build/notices.js';
import {removeOthers, writeOutputs} from './build/outputs.js';

const asFile = (name, text) => ({path: path.resolve('dist', name), contents: Buffer.from(text)});

const {metafile, outputFiles} = await bundle('source/cli.ts', 'dist').catch(error => {
	console.error(error.message);
	process.exit(1);
});
const files = [...outputFiles, asFile('THIRD-PARTY-NOTICES.txt', await notices(metafile))];
await writeOutputs(files);

const {stdout: help} = await $`${process.execPath} dist/cli.js --help`;
const all = [...files, asFile('help.txt', help)];
await writeOutputs(all);
await removeOthers('dist', all);
await fs.outputJson('.build/metafile.json', metafile);
