// How long reading, resolving and linting takes, beside `haproxy -c` on the same file in the same run.
import process from 'node:process';
import {build} from 'esbuild';
import {$, chalk, fs, path, tmpdir, which} from 'zx';
import {options} from '../build/options.js';
import {configuration} from './configuration.js';
import {median} from './median.js';

const sizes = [1000, 10_000];
const rounds = 9;
const megabytes = 200;
const run = $({quiet: true, nothrow: true});
// The peak is the process's own last word.
const peak = 'data:text/javascript,process.on("exit",()=>process.stderr.write(`peak ${process.resourceUsage().maxRSS}`))';

const timed = async start => {
	const from = performance.now();
	const output = await start();
	return {ms: performance.now() - from, output};
};

const oneRound = async (file, phases, all) => {
	all.haproxy.push((await timed(() => run`haproxy -c -f ${file}`)).ms);
	all.inProcess.push(JSON.parse((await run`${process.execPath} ${phases} ${file}`).stdout).ms);
	const whole = await timed(() => run`${process.execPath} --import ${peak} bin/ws-doctor.js lint --output /dev/null ${file}`);
	all.whole.push(whole.ms);
	all.peak.push(Number(/peak (\d+)/.exec(whole.output.stderr)?.[1]) / 1024);
	all.node.push((await timed(() => run`${process.execPath} -e 0`)).ms);
};

const measure = async (backends, folder, phases) => {
	const file = path.join(folder, `${backends}.cfg`);
	await fs.writeFile(file, configuration(backends));
	const all = {haproxy: [], inProcess: [], whole: [], peak: [], node: []};
	// One after another in each round, so that a busy moment hits all alike.
	for (let round = 0; round < rounds; round++) await oneRound(file, phases, all);
	return Object.fromEntries(Object.entries(all).map(([name, values]) => [name, median(values)]));
};

const row = (name, value, unit, ratio, limit) => {
	const over = limit !== undefined && ratio > limit;
	const line = `  ${name.padEnd(30)}${value.toFixed(0).padStart(6)} ${unit}${ratio === undefined ? '' : `${ratio.toFixed(2).padStart(8)} ×`}`;
	console.log(over ? chalk.red(`${line}  over ${limit} ×`) : line);
	return !over;
};

const report = (backends, {haproxy, inProcess, whole, peak: memory, node}, last) => {
	console.log(`${backends} backends`);
	return [
		row('haproxy -c', haproxy, 'ms'),
		row('reading, resolving, linting', inProcess, 'ms', inProcess / haproxy, 1),
		row('ws-doctor lint, the process', whole, 'ms', whole / haproxy, last ? 1 : undefined),
		row("  of it Node's start", node, 'ms'),
		row(`peak memory, of ${megabytes} MB`, memory, 'MB', memory / megabytes, 1),
	].every(Boolean);
};

const bundlePhases = async folder => {
	const outfile = path.join(folder, 'phases.mjs');
	await build({...options, entryPoints: ['bin/bench/phases.js'], outfile, minify: true, write: true});
	return outfile;
};

/** Prints the table; false when something is over its limit. */
export const benchLint = async () => {
	if (!(await which('haproxy', {nothrow: true}))) {
		console.log('haproxy is not installed: nothing to compare with.');
		return true;
	}
	const folder = tmpdir('ws-doctor-bench');
	try {
		const phases = await bundlePhases(folder);
		const results = [];
		for (const backends of sizes) results.push(await measure(backends, folder, phases));
		const [small, large] = results;
		const within = results.map((result, index) => report(sizes[index], result, index === sizes.length - 1));
		const growth = large.inProcess / small.inProcess;
		return [...within, row(`grown by, for ${sizes[1] / sizes[0]} times the lines`, growth, '×', growth / (sizes[1] / sizes[0]), 1.2)].every(Boolean);
	} finally {
		await fs.remove(folder);
	}
};
