import type {Facts, Sample} from './facts.ts';
import {fetch} from './fetch.ts';
import {formatted} from './format.ts';
import {isIn, layerOver, layersOf, valueIn} from './layers.ts';
import {sampleExpression} from './sample.ts';
import {table} from './table.ts';
import type {Word} from './types.ts';

/** Facts while the rules of a section change them: in place, so that a thousand rules cost no more than a thousand times one. */
export type Draft = {-readonly [Member in keyof Facts]: Facts[Member]};

export const draftOf = (facts: Facts): Draft => ({...facts, headers: layerOver(facts.headers), variables: layerOver(facts.variables)});

const sampleOf = (word: Word | undefined, facts: Facts): Sample => {
	const expression = word && word.unknown === undefined ? sampleExpression(word.text) : undefined;
	return expression && fetch(expression, facts);
};

const textOf = (word: Word | undefined, facts: Facts): string | undefined => (word && word.unknown === undefined ? formatted(word.text, facts) : undefined);

/** An action of `http-request` and what stands behind it, without the condition. */
export type Action = {readonly action: string; readonly arguments: readonly Word[]};

/** Makes of the facts what an action makes of them; when it is not `sure` to run, only what is the same either way stays known. */
export type Change = (draft: Draft, action: Action, sure: boolean) => void;

const forgetHeaders = (draft: Draft) => {
	draft.headers = layersOf();
	draft.open = true;
};

const headerBefore = (draft: Draft, name: string): readonly string[] | undefined =>
	isIn(draft.headers, name) ? valueIn(draft.headers, name) : draft.open ? undefined : [];

const isSame = (one: readonly string[] | undefined, other: readonly string[] | undefined) =>
	one !== undefined && other !== undefined && one.join('\0') === other.join('\0');

const setHeader = (draft: Draft, word: Word | undefined, values: readonly string[] | undefined, sure: boolean) => {
	if (!word || word.unknown !== undefined || word.text.includes('%')) return forgetHeaders(draft);
	const name = word.text.toLowerCase();
	if (sure || !isSame(headerBefore(draft, name), values)) draft.headers.own.set(name, sure ? values : undefined);
};

// What grows with each rule is not kept: nobody decides by the hundredth value of a header.
const mostValues = 100;

const addHeader: Change = (draft, {arguments: [name, value]}, sure) => {
	const before = headerBefore(draft, name?.text.toLowerCase() ?? '');
	const added = textOf(value, draft);
	const known = before && added !== undefined && before.length < mostValues;
	setHeader(draft, name, known ? [...before, added] : undefined, sure);
};

const setUrl = (draft: Draft, url: string | undefined, sure: boolean) => {
	if (sure || url !== draft.url) draft.url = sure ? url : undefined;
};

const pathChange =
	(change: (url: string, value: string) => string): Change =>
	(draft, {arguments: [value]}, sure) => {
		const text = textOf(value, draft);
		setUrl(draft, draft.url === undefined || text === undefined ? undefined : change(draft.url, text), sure);
	};

const forgetUrl: Change = draft => {
	draft.url = undefined;
};

const changes = table<Change>({
	'set-header': (draft, {arguments: [name, value]}, sure) => {
		const text = textOf(value, draft);
		setHeader(draft, name, text === undefined ? undefined : [text], sure);
	},
	'add-header': addHeader,
	'del-header': (draft, {arguments: words}, sure) => (words.length > 1 ? forgetHeaders(draft) : setHeader(draft, words[0], [], sure)),
	'replace-header': (draft, {arguments: [name]}) => setHeader(draft, name, undefined, true),
	'replace-value': (draft, {arguments: [name]}) => setHeader(draft, name, undefined, true),
	'set-path': pathChange((url, value) => value + (url.includes('?') ? url.slice(url.indexOf('?')) : '')),
	'set-pathq': pathChange((_url, value) => value),
	'set-query': pathChange((url, value) => `${url.split('?')[0]}?${value}`),
	'set-uri': (draft, {arguments: [value]}, sure) => {
		const text = textOf(value, draft);
		setUrl(draft, text?.startsWith('/') ? text : undefined, sure);
	},
	'replace-path': forgetUrl,
	'replace-pathq': forgetUrl,
	'replace-uri': forgetUrl,
	'normalize-uri': forgetUrl,
});

const setTo = (draft: Draft, name: string, sample: Sample, sure: boolean) => {
	const same = isSame(valueIn(draft.variables, name)?.values, sample?.values);
	if (sure || !same) draft.variables.own.set(name, sure ? sample : undefined);
};

const setVariable: Change = (draft, {action, arguments: words}, sure) => {
	const [, kind, inside = ''] = /^(set-var|set-var-fmt|unset-var)\(([^)]*)\)$/.exec(action) ?? [];
	const [name = ''] = inside.split(',');
	if (kind === undefined) return;
	if (kind === 'unset-var') return setTo(draft, name, {type: 'text', values: []}, sure);
	if (inside.includes(',')) return setTo(draft, name, undefined, sure);
	if (kind === 'set-var') {
		const sample = words.length === 1 ? sampleOf(words[0], draft) : undefined;
		return setTo(draft, name, sample && {...sample, values: sample.values.slice(-1)}, sure);
	}
	const text = textOf(words[0], draft);
	return setTo(draft, name, text === undefined ? undefined : {type: 'text', values: [text]}, sure);
};

const opaque = /^(lua\.|use-service|send-spoe-group|do-resolve|wasm)/;

const forgetAll: Change = draft => {
	draft.url = undefined;
	draft.method = undefined;
	draft.variables = layersOf();
	forgetHeaders(draft);
};

/** The change that an action makes, if it changes anything that routes are decided by (manual §4.2, http-request). */
export const changeOf = (action: string): Change | undefined => {
	if (action.includes('var')) return setVariable;
	return opaque.test(action) ? forgetAll : changes(action);
};
