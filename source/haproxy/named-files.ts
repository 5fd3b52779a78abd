import type {Location} from '../model.ts';
import {statementsOf} from './proxies.ts';
import {sampleExpression} from './sample.ts';
import type {Configuration, Statement, Word} from './types.ts';
import {mayHave} from './vocabulary.ts';

/** A pattern or map file that the configuration names. */
export type NamedFile = {readonly name: string; readonly location: Location};

const mapCall = /\bmap(?:_\w+)?\((?:[^()"']|"[^"]*"|'[^']*')*\)/g;

const inMaps = ({text, unknown}: Word): readonly string[] =>
	unknown === undefined && text.includes('map') ? (text.match(mapCall) ?? []).flatMap(call => sampleExpression(call)?.fetch.values[0] ?? []) : [];

// Outside of ACLs `-f` means other things.
const inAcls = ({words}: Statement): readonly string[] => {
	const names = words.flatMap((word, at) => (words[at - 1]?.text === '-f' && word.unknown === undefined ? [word.text] : []));
	return words[0]?.text === 'acl' || words.some(({text}) => text === '{') ? names : [];
};

const namedIn = (statement: Statement): readonly NamedFile[] => {
	const names = [...inAcls(statement), ...statement.words.flatMap(inMaps)];
	return names.filter(name => name !== '').map(name => ({name, location: statement.location}));
};

/** The pattern and map files that the lines of a configuration name, each where it is named first. */
export const namedFiles = (configuration: Configuration): readonly NamedFile[] => {
	if (!mayHave(configuration, /\s-f\s|map(?:_\w+)?\(/)) return [];
	const all = configuration.sections.flatMap(({statements}) => statements.flatMap(namedIn));
	return [...new Map(all.toReversed().map(file => [file.name, file])).values()].toReversed();
};

/** How `global` says that relative paths are meant; the last line counts (manual §3.1, default-path). */
export const defaultPathIn = ({sections}: Configuration): {readonly policy: string; readonly origin?: string} => {
	const line = sections
		.filter(({kind}) => kind === 'global')
		.flatMap(section => statementsOf(section, 'default-path'))
		.at(-1);
	const [, policy, origin] = line?.words ?? [];
	return {policy: policy?.text ?? 'current', ...(origin ? {origin: origin.text} : {})};
};
