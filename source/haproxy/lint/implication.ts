import {textOf} from '../acl.ts';
import type {Condition, Term} from '../condition.ts';
import {aclsOf} from '../decide.ts';
import type {Section} from '../types.ts';

// Conditions of more terms than this are not compared: their subsets are too many.
const mostTerms = 6;

const always: ReadonlySet<string> = new Set(['path_beg /', 'path_beg -i /', 'always_true']);

/** A term by what it tests, whatever its name; undefined for one that always holds. */
const keyOf = (term: Term, section: Section): string | undefined => {
	const acls = aclsOf(term, section);
	const tests = acls?.map(acl => textOf(acl.words)) ?? ['name' in term ? `? ${term.name}` : '?'];
	if (!term.negated && tests.some(test => always.has(test))) return undefined;
	const test = tests.length > 1 ? tests.sort().join(' or ') : (tests[0] ?? '');
	return term.negated ? `!${test}` : test;
};

const keysOf = (terms: readonly Term[], section: Section): readonly string[] => {
	const keys: string[] = [];
	for (const term of terms) {
		const key = keyOf(term, section);
		if (key !== undefined && !keys.includes(key)) keys.push(key);
	}
	return keys.sort();
};

/** The alternatives of a condition, each as the set of what it asks for; undefined for a condition with `unless`. */
export const alternativesOf = (condition: Condition | undefined, section: Section): ReadonlyArray<readonly string[]> | undefined => {
	if (!condition) return [[]];
	if (condition.unless) return undefined;
	return condition.alternatives.map(terms => keysOf(terms, section));
};

const keyFor = (keys: readonly string[]): string => keys.join(' and ');

const isPath = (key: string) => key.startsWith('path_beg /') && !key.includes(' ', 9);

/** Paths that a shorter prefix matches too: `/ws/chat` is also a `/ws`. */
const widened = (key: string, lengths: ReadonlySet<number>): readonly string[] =>
	isPath(key) ? [...lengths].filter(length => length < key.length).map(length => key.slice(0, length)) : [];

/** Conditions that were written above, each as the key of an alternative. */
export type Above<Value> = {
	readonly byKey: Map<string, Value>;
	/** How long the keys are that test a path by its start. */
	readonly lengths: Set<number>;
};

export const nothingAbove = <Value>(): Above<Value> => ({byKey: new Map(), lengths: new Set()});

const subsetsOf = (keys: readonly string[]): readonly string[] => {
	if (keys.length === 1) return ['', ...keys];
	return Array.from({length: 2 ** keys.length}, (_set, bits) => keys.filter((_key, at) => (bits >> at) % 2 === 1).join(' and '));
};

/** The first condition above that holds whenever this alternative does. */
export const impliedBy = <Value>({byKey, lengths}: Above<Value>, keys: readonly string[]): Value | undefined => {
	const exact = keys.length > mostTerms ? [keyFor(keys)] : subsetsOf(keys);
	for (const key of exact) if (byKey.has(key)) return byKey.get(key);
	for (const key of keys.length > mostTerms ? [] : keys.flatMap(each => widened(each, lengths))) if (byKey.has(key)) return byKey.get(key);
	return undefined;
};

/** Adds a condition to those above, if none of them is the same. */
export const addAbove = <Value>({byKey, lengths}: Above<Value>, keys: readonly string[], value: Value) => {
	const key = keyFor(keys);
	if (byKey.has(key)) return;
	byKey.set(key, value);
	if (isPath(key)) lengths.add(key.length);
};
