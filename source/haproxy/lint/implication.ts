import type {Acl} from '../acl.ts';
import type {Condition, Term} from '../condition.ts';
import {aclsOf} from '../decide.ts';
import type {Section} from '../types.ts';

// Conditions of more terms than this are not compared: their subsets are too many.
const mostTerms = 6;

const always: ReadonlySet<string> = new Set(['path_beg /', 'path_beg -i /', 'always_true']);

const testsOf = (acls: readonly Acl[]): readonly string[] => acls.map(({written}) => written);

/** A term by what it tests, whatever its name; undefined for one that always holds. */
const keyOf = (term: Term, section: Section): string | undefined => {
	const acls = aclsOf(term, section);
	const tests = acls ? testsOf(acls) : ['name' in term ? `? ${term.name}` : '?'];
	if (!term.negated && tests.some(test => always.has(test))) return undefined;
	const test = tests.length > 1 ? tests.toSorted().join(' or ') : (tests[0] ?? '');
	return term.negated ? `!${test}` : test;
};

const keysOf = (terms: readonly Term[], section: Section): readonly string[] => {
	const keys: string[] = [];
	for (const term of terms) {
		const key = keyOf(term, section);
		if (key !== undefined && !keys.includes(key)) keys.push(key);
	}
	return keys.length > 1 ? keys.sort() : keys;
};

/** The alternatives of a condition, each as the sorted set of what it asks for; none for a condition with `unless`. */
export type Alternatives = ReadonlyArray<readonly string[]>;

const nothing: Alternatives = [];
const anything: Alternatives = [[]];

export const alternativesOf = (condition: Condition | undefined, section: Section): Alternatives => {
	if (!condition) return anything;
	return condition.unless ? nothing : condition.alternatives.map(terms => keysOf(terms, section));
};

const keyFor = (keys: readonly string[]): string => (keys.length === 1 ? (keys[0] ?? '') : keys.join(' and '));

const isPath = (key: string) => key.startsWith('path_beg /') && !key.includes(' ', 9);

/** Conditions that were written above, each as the key of an alternative. */
export type Above<Value extends object> = {
	readonly byKey: Map<string, Value>;
	/** How long the keys are that test a path by its start. */
	readonly lengths: Set<number>;
};

export const nothingAbove = <Value extends object>(): Above<Value> => ({byKey: new Map(), lengths: new Set()});

const subsetsOf = (keys: readonly string[]): readonly string[] =>
	Array.from({length: 2 ** keys.length}, (_set, bits) => keys.filter((_key, at) => (bits >> at) % 2 === 1).join(' and '));

/** A shorter prefix matches the path too: `/ws/chat` is also a `/ws`. */
const widerPath = <Value extends object>({byKey, lengths}: Above<Value>, key: string): Value | undefined => {
	if (!isPath(key)) return undefined;
	for (const length of lengths) {
		const found = length < key.length ? byKey.get(key.slice(0, length)) : undefined;
		if (found) return found;
	}
	return undefined;
};

const firstOf = <Item, Value>(items: readonly Item[], find: (item: Item) => Value | undefined): Value | undefined => {
	for (const item of items) {
		const found = find(item);
		if (found !== undefined) return found;
	}
	return undefined;
};

const impliedByOne = <Value extends object>(above: Above<Value>, keys: readonly string[]): Value | undefined => {
	const {byKey} = above;
	const [key] = keys;
	if (key !== undefined && keys.length === 1) return byKey.get('') ?? byKey.get(key) ?? widerPath(above, key);
	if (keys.length > mostTerms) return byKey.get(keyFor(keys));
	return firstOf(subsetsOf(keys), subset => byKey.get(subset)) ?? firstOf(keys, each => widerPath(above, each));
};

/** The first condition above that holds whenever one of these alternatives does; undefined when not each of them has one. */
export const impliedBy = <Value extends object>(above: Above<Value>, alternatives: Alternatives): Value | undefined => {
	let first: Value | undefined;
	for (const keys of alternatives) {
		const found = impliedByOne(above, keys);
		if (!found) return undefined;
		first ??= found;
	}
	return first;
};

/** Adds a condition to those above, where none of them is the same. */
export const addAbove = <Value extends object>({byKey, lengths}: Above<Value>, alternatives: Alternatives, value: Value) => {
	for (const keys of alternatives) {
		const key = keyFor(keys);
		if (byKey.has(key)) continue;
		byKey.set(key, value);
		if (isPath(key)) lengths.add(key.length);
	}
};
