// How long until something is to be seen, as a ratio to `node -e 0` on the same machine: never milliseconds, which only tell how busy it is.
import process from 'node:process';
import {stripVTControlCharacters} from 'node:util';
import pty from '@lydell/node-pty';
import {chalk} from 'zx';
import {environment} from './environment.js';
import {median} from './median.js';

const rounds = 15;
const candidates = {
	'node -e 0': {argv: ['-e', '0']},
	'ws-doctor --help': {argv: ['bin/ws-doctor.cjs', '--help'], shows: /Usage/, limit: 1.25},
	'ws-doctor explain': {argv: ['bin/ws-doctor.cjs', 'explain', 'idle/client-timeout'], shows: /\w/, limit: 4},
	'ws-doctor (first frame)': {argv: ['bin/ws-doctor.cjs'], shows: /q quit/, limit: 3.3},
	'ws-doctor (key answered)': {argv: ['bin/ws-doctor.cjs'], types: 'j', shows: /❯ 2/, limit: Number.POSITIVE_INFINITY},
};

// Until the text is there; without one, until the end.
const time = ({argv, types, shows}) =>
	new Promise(resolve => {
		const start = performance.now();
		const child = pty.spawn(process.execPath, argv, {cols: 80, rows: 24, env: environment()});
		if (types) child.write(types);
		let seen = '';
		let shown;
		child.onData(data => {
			seen += data;
			if (shown === undefined && shows?.test(stripVTControlCharacters(seen))) {
				shown = performance.now() - start;
				child.kill('SIGKILL');
			}
		});
		child.onExit(() => resolve(shown ?? performance.now() - start));
	});

/** Prints the table; false when something is over its limit. */
export const benchStart = async () => {
	const times = Object.fromEntries(Object.keys(candidates).map(name => [name, []]));
	for (let round = 0; round < rounds; round++) {
		// One after another in each round, so that a busy moment hits all alike.
		for (const [name, candidate] of Object.entries(candidates)) {
			times[name].push(await time(candidate));
		}
	}

	let within = true;
	const floor = median(times['node -e 0']);
	for (const [name, all] of Object.entries(times)) {
		const ratio = median(all) / floor;
		const {limit = 1} = candidates[name];
		const line = `${name.padEnd(26)}${ratio.toFixed(2).padStart(6)} ×  ${median(all).toFixed(0).padStart(5)} ms`;
		console.log(ratio <= limit ? line : chalk.red(`${line}  over ${limit} ×`));
		within &&= ratio <= limit;
	}
	return within;
};
