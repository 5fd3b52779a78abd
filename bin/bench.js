// Speeds are ratios to another program on the same machine in the same minute: milliseconds only tell how busy it is.
// `node bin/bench.js lint` runs one of them.
import process from 'node:process';
import {benchLint} from './bench/lint.js';
import {benchPrecision} from './bench/precision.js';
import {benchStart} from './bench/start.js';
import {benchWizard} from './bench/wizard.js';

const benches = {start: benchStart, wizard: benchWizard, lint: benchLint, precision: benchPrecision};
const asked = process.argv.slice(2);

for (const [name, bench] of Object.entries(benches)) {
	if (asked.length > 0 && !asked.includes(name)) continue;
	const within = await bench();
	process.exitCode = within ? process.exitCode : 1;
}
