import type {Command, CommandName} from './commands.ts';
import {commandTable} from './commands.ts';
import type {Flag} from './flags.ts';
import {flagTable, formats, usualFormats} from './flags.ts';

const width = 80;

const wrap = (text: string, indent: number): string => {
	const lines = [''];
	for (const word of text.split(' ')) {
		const line = lines.at(-1) ?? '';
		if (line !== '' && indent + line.length + 1 + word.length > width) {
			lines.push(word);
		} else {
			lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
		}
	}

	return lines.join(`\n${' '.repeat(indent)}`);
};

// A left column that does not fit has a line of its own.
const row = (left: string, right: string, column: number) => {
	const start = `  ${left}`;
	return `${start.length < column ? start.padEnd(column) : `${start}\n${' '.repeat(column)}`}${wrap(right, column)}`;
};

const usage = (name: string, {operands}: Command) => ['ws-doctor', name === 'wizard' ? '' : name, operands].filter(Boolean).join(' ');

const flagUsage = ([name, {value, short}]: [string, Flag]) => `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value.hint}` : ''}`;

const flagRows = (rows: ReadonlyArray<[string, Flag]>) =>
	rows.map(entry => row(flagUsage(entry), entry[1].repeatable ? `${entry[1].help}; repeatable` : entry[1].help, 28)).join('\n');

const built = Object.entries(commandTable).filter(([, {load}]) => load);
const ready = Object.entries(flagTable).filter(([, {since}]) => since);
// Not every command writes every format.
const formatHelp = (own: readonly string[]) =>
	`how the report is written: ${own.join(', ')} (${own[0]})${own.includes('bundle') ? '; a bundle is a zip with all of them' : ''}`;

const helpFor = (command: string, name: string, flag: Flag): Flag => {
	const help = name === 'format' ? formatHelp(formats[command] ?? usualFormats) : flag.helpOf?.[command as CommandName];
	return help ? {...flag, help} : flag;
};

const takes = (flag: Flag, command: string) => !flag.commands || (flag.commands as readonly string[]).includes(command);

const durations = 'Durations: 500ms, 30s, 5m, 1h, 1d; a bare number is seconds.';

const exitCodes = [
	['0', 'examined, and no problem found (demo: the planted fault was named)'],
	['1', 'a cause is named, or a problem was found'],
	['2', 'used wrongly: unknown flag, unreadable file, no terminal for the wizard'],
	['3', 'inconclusive: it fails, and no cause could be named'],
	['70', 'a bug in ws-doctor, with its stack'],
	['130', 'interrupted: the report so far is written'],
] as const;

const overview = () =>
	[
		wrap('ws-doctor finds out why WebSocket clients behind HAProxy lose their connections, and names the hop, the timer, the file and the line.', 0),
		`Usage:\n${built.map(([name, command]) => row(usage(name, command), command.summary, 28)).join('\n')}`,
		`Flags:\n${flagRows(ready)}`,
		`${durations}\nws-doctor <command> --help lists the flags of one command.`,
		`Exit codes:\n${exitCodes.map(([code, meaning]) => row(code, meaning, 7)).join('\n')}`,
	].join('\n\n');

const details = (name: string, command: Command) => {
	const own = ready.filter(([, flag]) => takes(flag, name)).map(([flag, entry]): [string, Flag] => [flag, helpFor(name, flag, entry)]);
	return [
		`${usage(name, command)}\n${wrap(command.summary, 0)}`,
		`Flags:\n${flagRows(own)}`,
		...(own.some(([, {value}]) => value?.hint === '<duration>') ? [durations] : []),
	].join('\n\n');
};

/** The help, at most 80 columns wide: of everything, or of one command that is part of this version. */
export const helpText = (topic?: string): string => {
	const command = topic && Object.hasOwn(commandTable, topic) ? commandTable[topic] : undefined;
	return `${topic && command?.load ? details(topic, command) : overview()}\n`;
};
