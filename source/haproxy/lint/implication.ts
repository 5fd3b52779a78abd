import type {Acl} from '../acl.ts';
import type {Condition, Term} from '../condition.ts';
import {aclsOf} from '../decide.ts';
import type {Section} from '../types.ts';

// Conditions of more terms than this are not compared: their subsets are too many.
const mostTerms = 6;

const testOf = ({words}: Acl): string => words.map(({text}) => text).join(' ');

/** A term by what it tests, whatever its name; undefined for one that always holds. */
const keyOf = (term: Term, section: Section): string | undefined => {
	const acls = aclsOf(term, section);
	const tests = acls?.map(testOf) ?? ['name' in term ? `? ${term.name}` : '?'];
	if (!term.negated && tests.some(test => test === 'path_beg /' || test === 'path_beg -i /' || test === 'always_true')) return undefined;
	return `${term.negated ? '!' : ''}${tests.toSorted().join(' or ')}`;
};

/** The alternatives of a condition, each as the set of what it asks for; undefined for a condition with `unless`. */
export const alternativesOf = (condition: Condition | undefined, section: Section): ReadonlyArray<readonly string[]> | undefined => {
	if (!condition) return [[]];
	if (condition.unless) return undefined;
	return condition.alternatives.map(terms => [...new Set(terms.flatMap(term => keyOf(term, section) ?? []))].toSorted());
};

const path = /^path_beg (\/\S*)$/;

/** Paths that a shorter prefix matches too: `/ws/chat` is also a `/ws`. */
const widened = (key: string): readonly string[] => {
	const [, prefix = ''] = path.exec(key) ?? [];
	return [...prefix].map((_character, index) => `path_beg ${prefix.slice(0, index + 1)}`);
};

/** Every condition that holds whenever this alternative does, as keys of `keyFor`. */
export const impliedBy = (keys: readonly string[]): readonly string[] => {
	if (keys.length > mostTerms) return [keyFor(keys)];
	const subsets = Array.from({length: 2 ** keys.length}, (_set, bits) => keys.filter((_key, at) => (bits >> at) % 2 === 1));
	return [...subsets.map(keyFor), ...keys.flatMap(widened)];
};

export const keyFor = (keys: readonly string[]): string => keys.join(' and ');
