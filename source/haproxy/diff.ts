import type {ConfigurationText, Location} from '../model.ts';
import {remember} from './remember.ts';
import {redactSecrets} from './secrets.ts';
import type {Configuration, Section} from './types.ts';

type Lines = {readonly name: string; readonly lines: readonly string[]; readonly end: '' | '\r'};

// One file may get thousands of diffs.
const read = remember(({name, text}: ConfigurationText['files'][number]): Lines => {
	const lines = text.replace(/\n$/, '').split('\n');
	return {name, lines, end: lines[0]?.endsWith('\r') ? '\r' : ''};
});

const fileOf = ({files}: Configuration, name: string): Lines => {
	const file = files.find(candidate => candidate.name === name);
	return file ? read(file) : {name, lines: [''], end: ''};
};

// A line with a secret in it is no context for a diff that goes into a ticket.
const contextLine = (line: string | undefined): readonly string[] => (line === undefined || redactSecrets(line) !== line ? [] : [line]);

const hunk = ({name, lines}: Lines, at: number, removed: readonly string[], added: readonly string[]): string => {
	const before = contextLine(at > 0 ? lines[at - 1] : undefined);
	const after = contextLine(lines[at + removed.length]);
	const [old, fresh] = [removed, added].map(changed => before.length + changed.length + after.length) as [number, number];
	const start = at + 1 - before.length;
	return [
		`--- ${name}`,
		`+++ ${name}`,
		`@@ -${old === 0 ? start - 1 : start},${old} +${start},${fresh} @@`,
		...before.map(line => ` ${line}`),
		...removed.map(line => `-${line}`),
		...added.map(line => `+${line}`),
		...after.map(line => ` ${line}`),
		'',
	].join('\n');
};

const indentation = (line: string | undefined) => /^[ \t]*/.exec(line ?? '')?.[0] ?? '';

// Lines of an undecided or nested block are no place to go on after.
const lastOwn = (section: Section) =>
	section.statements.findLast(({location, maybe}) => !maybe && location.file === section.location.file)?.location ?? section.location;

const indentFor = ({lines}: Lines, section: Section, last: Location): string => {
	if (last !== section.location) return indentation(lines[last.line - 1]);
	return indentation(lines.find(line => /^[ \t]+[^\s#]/.test(line))) || '    ';
};

/** A minimal unified diff that adds a line behind the section's own last line, in its indentation and with its line ends. */
export const insertionDiff = (configuration: Configuration, section: Section, line: string): string => {
	const file = fileOf(configuration, section.location.file);
	const last = lastOwn(section);
	return hunk(file, last.line, [], [`${indentFor(file, section, last)}${line}${file.end}`]);
};

/** A minimal unified diff that replaces one word of a line: the one at the location's column, else the first that equals `from`. Empty when it is not there. */
export const replacementDiff = (configuration: Configuration, location: Location, from: string, to: string): string => {
	const file = fileOf(configuration, location.file);
	const line = file.lines[location.line - 1] ?? '';
	const column = (location.column ?? 1) - 1;
	const at = line.startsWith(from, column) ? column : line.indexOf(from, column);
	return at < 0 || from === '' ? '' : hunk(file, location.line - 1, [line], [line.slice(0, at) + to + line.slice(at + from.length)]);
};
