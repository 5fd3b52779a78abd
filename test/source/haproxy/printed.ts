import type {Configuration, Section, Statement, Word} from '../../../source/haproxy/types.ts';

const isPlain = /^[^\s"'\\#$[.][^\s"'\\#]*$/;
const escapes: Readonly<Record<string, string>> = {'\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t`, '"': '\\"', '\\': '\\\\', $: '\\$'};

/** A word so that it reads back: double quotes know every escape that is needed. A variable that is not known stays as it was written. */
const printWord = ({text, unknown}: Word): string => {
	if (isPlain.test(text)) return text;
	const kept = unknown === undefined ? /["\\$\n\r\t]/g : /["\n\r\t]/g;
	return `"${text.replace(kept, character => escapes[character] ?? character)}"`;
};

const printLine = (words: readonly Word[]): string => words.map(printWord).join(' ');

const printStatement = ({words, ignored = [], maybe}: Statement): readonly string[] => {
	const line = `    ${printLine([...words, ...ignored])}`;
	return maybe ? ['.if feature(X)', line, '.endif'] : [line];
};

const header = ({kind, name, from}: Section): string =>
	printLine([kind, ...(name === '' ? [] : [name]), ...(from === undefined ? [] : ['from', from])].map(text => ({text, column: 1})));

/** A configuration as a file that reads back to the same sections, words and inheritance. */
export const printed = ({sections}: Configuration): string =>
	sections
		.flatMap(section => {
			const lines = [header(section), ...section.statements.flatMap(printStatement)];
			return section.maybe ? ['.if feature(X)', header(section), '.endif', ...section.statements.flatMap(printStatement)] : lines;
		})
		.map(line => `${line}\n`)
		.join('');

type Shape = {
	readonly header: readonly unknown[];
	readonly defaults: number;
	readonly lines: readonly unknown[];
};

/** What has to stay the same: everything but the places. */
export const shapeOf = ({sections}: Configuration): readonly Shape[] =>
	sections.map(({kind, name, from, maybe = false, defaults, statements}) => ({
		header: [kind, name, from, maybe],
		defaults: defaults ? sections.indexOf(defaults) : -1,
		lines: statements.map(({words, ignored = [], maybe: open = false}) => [
			words.map(({text, unknown}) => [text, unknown]),
			ignored.map(({text, unknown}) => [text, unknown]),
			open,
		]),
	}));
