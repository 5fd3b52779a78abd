// AVA runs plain JavaScript: esbuild compiles every test with what it imports into .build/, in milliseconds.
// `node bin/compile-tests.js test/source/haproxy` compiles the tests of one folder only, whatever state the others are in.
import process from 'node:process';
import {build} from 'esbuild';
import {glob} from 'zx';
import {options} from './build/options.js';
import {removeOthers, writeOutputs} from './build/outputs.js';

const only = process.argv.slice(2);
const tests = await glob('test/**/*.test.{ts,tsx}');

const {outputFiles} = await build({
	...options,
	entryPoints: only.length > 0 ? tests.filter(test => only.some(part => test.startsWith(part))) : tests,
	outbase: '.',
	outdir: '.build',
	packages: 'external',
	sourcemap: 'linked',
}).catch(error => {
	console.error(`${error.message}\nTo compile some tests only: node bin/compile-tests.js test/source/…`);
	process.exit(1);
});
await writeOutputs(outputFiles);
if (only.length === 0) {
	await removeOthers('.build/test', outputFiles);
}
