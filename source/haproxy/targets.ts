import type {Facts} from './facts.ts';
import {formatted} from './format.ts';
import {mapCallOf, possibleValues} from './maps.ts';
import {backendNamed, backends} from './proxies.ts';
import {sampleExpression} from './sample.ts';
import type {Configuration, Section, Word} from './types.ts';

/** The backends that a name in a rule can mean; `sure` when it means exactly these. */
export type Targets = {readonly backends: readonly Section[]; readonly sure: boolean};

// The literal parts of `be_%[hdr(host)]_ws` are all that is known of such a name.
const fitting = (configuration: Configuration, text: string, facts: Facts): readonly Section[] => {
	const start = text.slice(0, text.indexOf('%['));
	const end = text.slice(text.lastIndexOf(']') + 1);
	const last = sampleExpression(text.slice(start.length + 2, text.length - end.length - 1))?.converters.at(-1);
	const map = last && mapCallOf(last);
	const values = map && possibleValues(map, facts.files);
	const named = (value: string) => backendNamed(configuration, `${start}${value}${end}`) ?? [];
	if (values) return [...new Set(values.flatMap(named))];
	const found = backends(configuration).filter(({name, kind}) => kind === 'backend' && name.startsWith(start) && name.endsWith(end));
	return map?.fallback === undefined ? found : [...new Set([...found, ...[map.fallback].flatMap(named)])];
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
	if (name === undefined) return {backends: fitting(configuration, word.text, facts), sure: false};
	const found = named(configuration, name);
	return {...found, sure: found.backends.length > 0};
};
