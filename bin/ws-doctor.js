#!/usr/bin/env node
// Help and version are answered at once; everything else is in the bundle.
import {readFileSync} from 'node:fs';
import process from 'node:process';

const answers = {
	help: () => readFileSync(new URL('../dist/help.txt', import.meta.url), 'utf8'),
	version: () => `${JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version}\n`,
};
const names = {help: 'help', '--help': 'help', '-h': 'help', '--version': 'version', '-V': 'version'};

const [first, ...rest] = process.argv.slice(2);
const answer = rest.length === 0 && Object.hasOwn(names, first ?? '') ? answers[names[first]] : undefined;

if (answer) {
	process.stdout.on('error', () => {});
	process.stdout.write(answer());
} else {
	await import('../dist/cli.js');
}
