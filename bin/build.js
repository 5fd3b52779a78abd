// Bundles everything into dist/: what every run needs in cli.cjs, the menu in wizard.cjs, Ink and React apart from both, and so on (see build/packs.js).
import path from 'node:path';
import process from 'node:process';
import {$, fs} from 'zx';
import {bundle} from './build/bundle.js';
import {notices} from './build/notices.js';
import {removeOthers, writeOutputs} from './build/outputs.js';
import {pack} from './build/packs.js';
import {yogaWasm} from './build/yoga.js';

const asFile = (name, contents) => ({path: path.resolve('dist', name), contents: Buffer.from(contents)});

const bundled = await bundle('source/cli.ts', 'dist').catch(error => {
	console.error(error.message);
	process.exit(1);
});
const {files: packs, metafile} = await pack(bundled, 'dist');
const files = [...packs, asFile('yoga.wasm', await yogaWasm()), asFile('THIRD-PARTY-NOTICES.txt', await notices(bundled.metafile))];
await writeOutputs(files);

const {stdout: help} = await $`${process.execPath} dist/cli.cjs --help`;
const all = [...files, asFile('help.txt', help)];
await writeOutputs(all);
await removeOthers('dist', all);
await fs.outputJson('.build/metafile.json', metafile);
