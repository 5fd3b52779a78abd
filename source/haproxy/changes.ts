import type {Facts, Sample} from './facts.ts';
import {fetch} from './fetch.ts';
import {formatted} from './format.ts';
import {sampleExpression} from './sample.ts';
import {table} from './table.ts';
import type {Word} from './types.ts';

const sampleOf = (word: Word | undefined, facts: Facts): Sample => {
	const expression = word && word.unknown === undefined ? sampleExpression(word.text) : undefined;
	return expression && fetch(expression, facts);
};

const textOf = (word: Word | undefined, facts: Facts): string | undefined => (word && word.unknown === undefined ? formatted(word.text, facts) : undefined);

/** An action of `http-request` and what stands behind it, without the condition. */
export type Action = {readonly action: string; readonly arguments: readonly Word[]};

/** What an action makes of the facts. */
export type Change = (facts: Facts, action: Action) => Facts;

const withHeader = (facts: Facts, name: Word | undefined, values: readonly string[] | undefined): Facts => {
	if (!name || name.unknown !== undefined || name.text.includes('%')) return {...facts, headers: new Map(), open: true};
	return {...facts, headers: new Map([...facts.headers, [name.text.toLowerCase(), values]])};
};

const addHeader: Change = (facts, {arguments: [name, value]}) => {
	const before = facts.headers.get(name?.text.toLowerCase() ?? '') ?? (facts.open ? undefined : []);
	const added = textOf(value, facts);
	return withHeader(facts, name, before && added !== undefined ? [...before, added] : undefined);
};

const pathChange =
	(change: (url: string, value: string) => string): Change =>
	(facts, {arguments: [value]}) => {
		const text = textOf(value, facts);
		return {...facts, url: facts.url === undefined || text === undefined ? undefined : change(facts.url, text)};
	};

const forgetUrl: Change = facts => ({...facts, url: undefined});

const changes = table<Change>({
	'set-header': (facts, {arguments: [name, value]}) => {
		const text = textOf(value, facts);
		return withHeader(facts, name, text === undefined ? undefined : [text]);
	},
	'add-header': addHeader,
	'del-header': (facts, {arguments: words}) => (words.length > 1 ? {...facts, headers: new Map(), open: true} : withHeader(facts, words[0], [])),
	'replace-header': (facts, {arguments: [name]}) => withHeader(facts, name, undefined),
	'replace-value': (facts, {arguments: [name]}) => withHeader(facts, name, undefined),
	'set-path': pathChange((url, value) => value + (url.includes('?') ? url.slice(url.indexOf('?')) : '')),
	'set-pathq': pathChange((_url, value) => value),
	'set-query': pathChange((url, value) => `${url.split('?')[0]}?${value}`),
	'set-uri': (facts, {arguments: [value]}) => {
		const text = textOf(value, facts);
		return {...facts, url: text?.startsWith('/') ? text : undefined};
	},
	'replace-path': forgetUrl,
	'replace-pathq': forgetUrl,
	'replace-uri': forgetUrl,
	'normalize-uri': forgetUrl,
});

const withVariable = (facts: Facts, name: string, sample: Sample): Facts => ({...facts, variables: new Map([...facts.variables, [name, sample]])});

const setVariable: Change = (facts, {action, arguments: words}) => {
	const [, kind, inside = ''] = /^(set-var|set-var-fmt|unset-var)\(([^)]*)\)$/.exec(action) ?? [];
	const [name = ''] = inside.split(',');
	if (kind === undefined) return facts;
	if (kind === 'unset-var') return withVariable(facts, name, {type: 'text', values: []});
	if (inside.includes(',')) return withVariable(facts, name, undefined);
	if (kind === 'set-var') {
		const sample = words.length === 1 ? sampleOf(words[0], facts) : undefined;
		return withVariable(facts, name, sample && {...sample, values: sample.values.slice(-1)});
	}
	const text = textOf(words[0], facts);
	return withVariable(facts, name, text === undefined ? undefined : {type: 'text', values: [text]});
};

const opaque = /^(lua\.|use-service|send-spoe-group|do-resolve|wasm)/;

const forgetAll: Change = facts => ({...facts, url: undefined, method: undefined, headers: new Map(), open: true, variables: new Map()});

/** The change that an action makes, if it changes anything that routes are decided by (manual §4.2, http-request). */
export const changeOf = (action: string): Change | undefined => {
	if (action.includes('var')) return setVariable;
	return opaque.test(action) ? forgetAll : changes(action);
};
