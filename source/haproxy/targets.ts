import type {Facts} from './facts.ts';
import {formatted} from './format.ts';
import {backendNamed, backends} from './proxies.ts';
import type {Configuration, Section, Word} from './types.ts';

/** The backends that a name in a rule can mean; `sure` when it means exactly these. */
export type Targets = {readonly backends: readonly Section[]; readonly sure: boolean};

// The literal parts of `be_%[hdr(host)]_ws` are all that is known of such a name.
const fitting = (configuration: Configuration, text: string): readonly Section[] => {
	const start = text.slice(0, text.indexOf('%['));
	const end = text.slice(text.lastIndexOf(']') + 1);
	return backends(configuration).filter(({name, kind}) => kind === 'backend' && name.startsWith(start) && name.endsWith(end));
};

const nowhere: Targets = {backends: [], sure: true};

const named = (configuration: Configuration, name: string): Targets => {
	const backend = backendNamed(configuration, name);
	return backend ? {backends: [backend], sure: true} : nowhere;
};

/** Where `use_backend NAME` leads: a name with `%[…]` is put together for each request (manual §4.2), and may be that of no backend. */
export const targetsOf = (configuration: Configuration, word: Word | undefined, facts: Facts): Targets => {
	if (!word) return {backends: [], sure: true};
	if (word.unknown !== undefined) return {backends: backends(configuration).filter(({kind}) => kind === 'backend'), sure: false};
	if (!word.text.includes('%[')) return named(configuration, word.text);
	const name = formatted(word.text, facts);
	if (name === undefined) return {backends: fitting(configuration, word.text), sure: false};
	const found = named(configuration, name);
	return {...found, sure: found.backends.length > 0};
};
