import test from 'ava';
import {commandTable} from '../../source/commands.ts';
import {flagTable} from '../../source/flags.ts';
import {helpText} from '../../source/help.ts';

const topics = [undefined, ...Object.keys(commandTable)];

test('every line fits into 80 columns', t => {
	for (const line of topics.flatMap(topic => helpText(topic).split('\n'))) {
		t.true(line.length <= 80, line);
	}
});

test('the help names every flag and command that is part of this version, and no other', t => {
	const help = helpText();
	for (const [name, {since}] of Object.entries(flagTable)) {
		t.is(new RegExp(` --${name}(?![\\w-])`).test(help), since !== undefined || name === 'format', name);
	}

	for (const [name, {load}] of Object.entries(commandTable).filter(([name]) => name !== 'wizard')) {
		t.is(help.includes(`  ws-doctor ${name}`), load !== undefined, name);
	}
});

test('the help of a command names its own flags only', t => {
	t.notRegex(helpText('explain'), /--config/);
	t.regex(helpText('explain'), /^ws-doctor explain <code>\n/);
	t.regex(helpText('diagnose'), /--config <path>/);
	t.is(helpText('constructor'), helpText());
});

test('the help of a command tells what a flag means there', t => {
	t.notRegex(helpText('report'), /lint: text/);
	t.regex(helpText('setup'), /--output <file> +where the configuration goes/);
	t.notRegex(helpText('sessions'), /--format/);
	t.notRegex(helpText('setup'), /earlier report/);
});
