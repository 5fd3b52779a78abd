import type {ConfigurationText, Location} from '../model.ts';
import {linesOf} from './lines.ts';
import {statementsOf} from './proxies.ts';
import type {Configuration, Section, Statement} from './types.ts';

const keyOf = ({file, line}: Location) => `${line} ${file}`;

const withDefaults = (section: Section): readonly Section[] => (section.defaults ? [section, ...withDefaults(section.defaults)] : [section]);

// The proxies that kept rules lead to stay as names, with what decides about them.
const referenced = (configuration: Configuration, kept: ReadonlySet<Section>): readonly Section[] => {
	const names = new Set(
		[...kept].flatMap(section => [...statementsOf(section, 'use_backend'), ...statementsOf(section, 'default_backend')]).map(({words}) => words[1]?.text),
	);
	return configuration.sections.filter(section => (section.kind === 'backend' || section.kind === 'listen') && names.has(section.name));
};

const outline = (section: Section): readonly Location[] => [
	section.location,
	...[...statementsOf(section, 'mode'), ...statementsOf(section, 'timeout')].map(({location}) => location),
];

const environmentWord = /\$\{?([A-Za-z_]\w*)/g;
const environmentKeywords: ReadonlySet<string> = new Set(['setenv', 'presetenv', 'unsetenv', 'resetenv']);

const textAt = (configuration: Configuration, {file, line}: Location): string => {
	const found = configuration.files.find(({name}) => name === file);
	return (found && linesOf(found)[line - 1]) ?? '';
};

// A variable that is set in the files is read the same in the excerpt only if the line that sets it is there.
const settings = (configuration: Configuration, kept: readonly Location[]): readonly Location[] => {
	const names = new Set(kept.flatMap(location => [...textAt(configuration, location).matchAll(environmentWord)].map(match => match[1])));
	if (names.size === 0) return [];
	const sets = ({words: [keyword, name]}: Statement) =>
		environmentKeywords.has(keyword?.text ?? '') && (keyword?.text === 'resetenv' || keyword?.text === 'unsetenv' || names.has(name?.text));
	return configuration.sections
		.filter(({kind}) => kind === 'global')
		.flatMap(section => section.statements.filter(sets).flatMap(({location}) => [section.location, location]));
};

const headerOf = (configuration: Configuration, {file, line}: Location): readonly Location[] => {
	const above = configuration.sections.filter(({location}) => location.file === file && location.line <= line).at(-1);
	return above ? [above.location] : [];
};

const directive = /^\s*\.(if|elif|else|endif)\b/;

/**
 * Only these sections and single lines (with the header of their section), so that the routes through them read the same;
 * everything else becomes an empty line, and line numbers stay. Comments go.
 */
export const excerpt = (configuration: Configuration, kept: readonly Section[], lines: readonly Location[] = []): ConfigurationText => {
	const sections = new Set(kept.flatMap(withDefaults));
	const others = referenced(configuration, sections)
		.flatMap(withDefaults)
		.filter(section => !sections.has(section));
	const whole = [...sections].flatMap(section => [section.location, ...section.statements.map(({location}) => location)]);
	const wanted = [...whole, ...others.flatMap(outline), ...lines, ...lines.flatMap(line => headerOf(configuration, line))];
	const keys = new Set([...wanted, ...settings(configuration, wanted)].map(keyOf));
	return {
		files: configuration.files.map(({name, text}) => {
			const blanked = text.split('\n').map((line, index) => (keys.has(keyOf({file: name, line: index + 1})) || directive.test(line) ? line : ''));
			return {name, text: blanked.join('\n').replace(/\n+$/, '\n').replace(/^\n+$/, '')};
		}),
	};
};
