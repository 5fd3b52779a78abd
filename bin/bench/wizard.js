// The wizard in a real pty: how soon a key is answered by a painted frame, and what waiting costs.
import {readFileSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {stripVTControlCharacters} from 'node:util';
import pty from '@lydell/node-pty';
import {build} from 'esbuild';
import {chalk, fs, tmpdir} from 'zx';
import {options} from '../build/options.js';
import {environment} from './environment.js';

const keys = 200;
const seconds = 10;
const bundled = '.build/backend.mjs';
const ticksPerSecond = 100;

const startBackend = async () => {
	const contents = "export {startBackend} from './source/demo/backend.ts';";
	const {outputFiles} = await build({...options, stdin: {contents, resolveDir: '.', loader: 'ts'}, packages: 'external', outfile: bundled});
	await fs.outputFile(bundled, outputFiles[0].text);
	return (await import(`../../${bundled}`)).startBackend();
};

const open = (argv, folder) => {
	const child = pty.spawn(process.execPath, ['bin/ws-doctor.cjs', ...argv], {cols: 80, rows: 24, env: {...environment(), XDG_STATE_HOME: folder}});
	let [text, bytes, heard] = ['', 0, () => {}];
	child.onData(data => {
		text = `${text}${data}`.slice(-100_000);
		bytes += Buffer.byteLength(data);
		heard();
	});
	const shows = async pattern => {
		for (let tries = 0; tries < 1000 && !pattern.test(stripVTControlCharacters(text)); tries++) await sleep(10);
		text = '';
	};
	return {child, shows, bytes: () => bytes, heard: () => new Promise(resolve => (heard = resolve))};
};

const timeKeys = async folder => {
	const {child, shows, heard} = open([], folder);
	await shows(/going wrong/);
	await sleep(1000);
	const times = [];
	for (let key = 0; key < keys; key++) {
		const answered = heard();
		const start = performance.now();
		child.write('j');
		await answered;
		times.push(performance.now() - start);
		await sleep(40 + Math.random() * 40);
	}
	child.kill('SIGKILL');
	return times.slice(5).sort((one, other) => one - other);
};

/** CPU seconds that a process has had (proc(5), fields 14 and 15). */
const cpuSeconds = pid => {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
	return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
};

// Two places with a ladder each, and a busy connection: as much as moves on the screen at once.
const timeWaiting = async folder => {
	const backend = await startBackend();
	const url = `ws://${backend.address}/ws`;
	const argv = [
		url,
		'--symptom',
		'drops',
		'--backend',
		backend.address,
		'--haproxy',
		backend.address,
		'--path',
		'haproxy',
		'--heartbeat',
		'0',
		'--idle',
		'60s',
	];
	const {child, shows, bytes} = open([...argv, '--answers', await answers(folder)], folder);
	await shows(/Before anything is opened/);
	child.write('\r');
	await shows(/waiting for/);
	await sleep(3000);
	const [cpu, sent] = [cpuSeconds(child.pid), bytes()];
	await sleep(seconds * 1000);
	const used = {core: ((cpuSeconds(child.pid) - cpu) / seconds) * 100, sent: (bytes() - sent) / 1000 / seconds};
	child.kill('SIGKILL');
	await backend.close();
	return used;
};

/** Nothing is asked, so that nothing has to be answered. */
const answers = async folder => {
	const file = `${folder}/answers.json`;
	await fs.writeJson(file, {config: 'defaults\n mode http\nfrontend fe\n bind :80\n'});
	return file;
};

const percentile = (sorted, share) => sorted[Math.ceil(sorted.length * share) - 1];

const report = (name, figure, limit, unit) => {
	const line = `${name.padEnd(30)}${figure.toFixed(1).padStart(7)} ${unit}`;
	console.log(figure <= limit ? line : chalk.red(`${line}  over ${limit} ${unit}`));
	return figure <= limit;
};

/** Prints the figures; false when one is over its limit. */
export const benchWizard = async () => {
	const folder = tmpdir(`ws-doctor-bench-${process.pid}`);
	try {
		const times = await timeKeys(folder);
		const {core, sent} = await timeWaiting(folder);
		return [
			report('key to frame, median', percentile(times, 0.5), 10, 'ms'),
			report('key to frame, 90th percentile', percentile(times, 0.9), 10, 'ms'),
			report('waiting: share of one core', core, 6, '%'),
			report('waiting: to the terminal', sent, 20, 'kB/s'),
		].every(Boolean);
	} finally {
		await fs.remove(folder);
	}
};
