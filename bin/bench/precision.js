// How near the reported age of a cut comes to its true one while 64 connections are open, and what a run with so many costs.
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {createServer} from 'node:http';
import process from 'node:process';
import {build} from 'esbuild';
import {$, chalk, fs, tmpfile} from 'zx';
import {options} from '../build/options.js';

const cuts = 200;
const bundled = '.build/precision.mjs';

// The doctor's side is a process of its own: what keeps the server busy must not make it late.
const contents = `
import {createInstruments} from './source/instruments/index.ts';
export {startBackend} from './source/demo/backend.ts';
const never = new AbortController().signal;
const quiet = () => {};

/** Keeps a ladder of as many connections open as there may be, and beside it seven silent ones at a time that are cut. */
export const watchCuts = async (ladder, cutting, cuts) => {
	const [{watch}, done] = [createInstruments(), new AbortController()];
	const common = {traffic: 'silent', limit: 300_000};
	const clocks = Array.from({length: 60}, (_, index) => 150_000 + index * 6000);
	const standing = watch({...common, place: 'ladder', target: {url: ladder}, limit: 500_000, clocks}, done.signal, quiet);
	await new Promise(resolve => setTimeout(resolve, 2000));
	const ages = [];
	const lane = async first => {
		for (let cut = first; cut < cuts; cut += 7) {
			const idle = await watch({...common, place: 'cut', target: {url: cutting + '?' + cut}, clocks: [], alone: true}, never, quiet);
			ages[cut] = idle.ageMs;
		}
	};
	await Promise.all([0, 1, 2, 3, 4, 5, 6].map(lane));
	done.abort('conclude');
	await standing;
	return ages;
};
`;

const bundle = async () => {
	const {outputFiles} = await build({...options, stdin: {contents, resolveDir: '.', loader: 'ts'}, packages: 'external', outfile: bundled});
	await fs.outputFile(bundled, outputFiles[0].text);
	return import(`../../${bundled}`);
};

// Cuts each connection after 0.5 to 1.5 s, by FIN and by RST in turn, and keeps how old it really was, by the number in its URL.
const startCutting = async truth => {
	const server = createServer().on('upgrade', ({url, headers}, socket) => {
		const number = Number(url.split('?')[1]);
		const accept = createHash('sha1').update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
		socket.on('error', () => {});
		socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
		const openedAt = performance.now();
		const cut = () => {
			truth[number] = performance.now() - openedAt;
			if (number % 2 === 0) socket.end();
			else socket.resetAndDestroy();
		};

		setTimeout(cut, 500 + Math.random() * 1000);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return server;
};

// By how much the reported ages differ from the true ones, in ascending order.
const errorsBeside = async ladder => {
	const truth = [];
	const server = await startCutting(truth);
	const cutting = `ws://127.0.0.1:${server.address().port}/ws`;
	const program = `const {watchCuts} = await import('./${bundled}'); console.log(JSON.stringify(await watchCuts('${ladder}', '${cutting}', ${cuts})));`;
	const {stdout} = await $`${process.execPath} --input-type=module -e ${program}`.quiet();
	server.close();
	const reported = JSON.parse(stdout);
	return truth.map((age, cut) => Math.abs(reported[cut] - age)).sort((one, other) => one - other);
};

const account = "process.on('exit', () => console.error('usage ' + JSON.stringify({...process.resourceUsage(), ms: performance.now()})))";

// What a whole run costs, as the kernel counted it at its end; so many clocks make the ladder as long as it gets.
const usageOf = async url => {
	const timers = Array.from({length: 60}, (_, index) => ({hop: 'nginx', name: `clock ${index}`, ms: 12_000 + index * 300}));
	const answers = tmpfile('answers.json', JSON.stringify({timers}));
	const {stdout, stderr} =
		await $`${process.execPath} --import ${`data:text/javascript,${account}`} bin/ws-doctor.js diagnose ${url} --idle 30s --answers ${answers} --json`
			.nothrow()
			.quiet();
	const {rungs} = JSON.parse(stdout).evidence.find(({step}) => step === 'idle').value;
	return {...JSON.parse(/^usage (.*)$/m.exec(stderr)[1]), connections: rungs.length + 1};
};

const percentile = (sorted, share) => sorted[Math.ceil(sorted.length * share) - 1];

const report = (name, figure, limit, unit) => {
	const line = `${name.padEnd(30)}${figure.toFixed(1).padStart(7)} ${unit}`;
	console.log(figure <= limit ? line : chalk.red(`${line}  over ${limit} ${unit}`));
	return figure <= limit;
};

/** Prints the figures; false when one is over its limit. */
export const benchPrecision = async () => {
	const {startBackend} = await bundle();
	const backend = await startBackend();
	const url = `ws://${backend.address}/ws`;
	const errors = await errorsBeside(url);
	const usage = await usageOf(url);
	await backend.close();
	console.log(`The age of ${errors.length} cuts, and a run of ${(usage.ms / 1000).toFixed(0)} s with ${usage.connections} connections and a busy one`);
	return [
		report('error at the median', percentile(errors, 0.5), 20, 'ms'),
		report('error at the 99th percentile', percentile(errors, 0.99), 100, 'ms'),
		report('share of one core', (usage.userCPUTime + usage.systemCPUTime) / 10 / usage.ms, 5, '%'),
		report('memory at most', usage.maxRSS / 1024, 120, 'MB'),
	].every(Boolean);
};
