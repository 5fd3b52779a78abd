// A chain to try things on, with the real HAProxy where it is installed: `node bin/lab.js front-silent`. Ctrl-C ends it.
import {once} from 'node:events';
import process from 'node:process';
import {build} from 'esbuild';
import {chalk, fs} from 'zx';
import {options} from './build/options.js';

const laboratory = '.build/lab.mjs';
const contents = "export {startChain} from './source/demo/chain.ts'; export {faults} from './source/demo/faults.ts';";
const {outputFiles} = await build({...options, stdin: {contents, resolveDir: '.', loader: 'ts'}, packages: 'external', outfile: laboratory});
await fs.outputFile(laboratory, outputFiles[0].text);
const {startChain, faults} = await import(`../${laboratory}`);

const fault = faults.find(({id}) => id === (process.argv[2] ?? 'healthy'));
if (!fault) {
	console.error(`Expected one of ${faults.map(({id}) => id).join(', ')}.`);
	process.exit(2);
}

const chain = await startChain(fault);
console.log(`${chalk.bold(fault.says)}${chain.standsIn ? ' (a relay stands in for HAProxy)' : ''}
node bin/ws-doctor.js diagnose ${chain.url} --haproxy ${chain.haproxy} --backend ${chain.backend} --config ${chain.configPath} --idle ${chain.idle}ms`);
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await chain.close();
