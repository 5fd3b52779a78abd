#!/usr/bin/env node
// Help and version are answered at once; everything else is in the bundle. CommonJS, because Node starts it sooner.
const {readFileSync} = require('node:fs');
const {join} = require('node:path');
const process = require('node:process');

const read = name => readFileSync(join(__dirname, '..', name), 'utf8');
const answers = {help: () => read('dist/help.txt'), version: () => `${JSON.parse(read('package.json')).version}\n`};
const names = {help: 'help', '--help': 'help', '-h': 'help', '--version': 'version', '-V': 'version'};

const [first, ...rest] = process.argv.slice(2);
const answer = rest.length === 0 && Object.hasOwn(names, first ?? '') ? answers[names[first]] : undefined;

if (answer) {
	process.stdout.on('error', () => {});
	process.stdout.write(answer());
} else {
	require('../dist/cli.cjs');
}
