import {argumentsAt} from './arguments.ts';
import type {Lookup} from './environment.ts';
import {table} from './table.ts';
import {and, not, or, truthOf} from './truth.ts';
import type {Truth} from './types.ts';
import {compareVersions, type Version, versionOf} from './version.ts';

/** What an expression is decided with. */
export type Surroundings = {
	readonly lookup: Lookup;
	/** Of the HAProxy that reads the files, where it is known. */
	readonly version: Version | undefined;
};

type Predicate = {readonly arity: number; readonly holds: (surroundings: Surroundings, first: string, second: string) => Truth};

const defined = ({lookup}: Surroundings, name: string): Truth => {
	const value = lookup(name);
	return value === undefined ? 'unknown' : truthOf(value !== null);
};

const compared = (holds: (first: string, second: string) => boolean): Predicate => ({
	arity: 2,
	holds: (_surroundings, first, second) => truthOf(holds(first, second)),
});

// Other forms, such as `2.6.12-1`, HAProxy compares in ways of its own (measured on 2.6).
const release = /^\d{1,3}(\.\d{1,3}(\.\d{1,5}|-dev\d{1,4})?)?$/;

const byVersion = (holds: (difference: number) => boolean): Predicate => ({
	arity: 1,
	holds: ({version}, text) => {
		const asked = release.test(text) ? versionOf(text.includes('.') ? text : `${text}.0`) : undefined;
		return version && asked ? truthOf(holds(compareVersions(version, asked))) : 'unknown';
	},
});

// What HAProxy was built with is not in the files.
const builtIn: Predicate = {arity: 1, holds: () => 'unknown'};

/** Manual §2.4; the words `openssl_…` and `awslc_…` come from later releases. */
const predicates = table<Predicate>({
	defined: {arity: 1, holds: defined},
	streq: compared((first, second) => first === second),
	strneq: compared((first, second) => first !== second),
	strstr: compared((first, second) => first.includes(second)),
	feature: builtIn,
	enabled: builtIn,
	version_atleast: byVersion(difference => difference >= 0),
	version_before: byVersion(difference => difference < 0),
	openssl_version_atleast: builtIn,
	openssl_version_before: builtIn,
	ssllib_name_startswith: builtIn,
	awslc_api_atleast: builtIn,
	awslc_api_before: builtIn,
});

/** Why HAProxy refuses an expression; it is caught where the expression is read. */
class Unparsable extends Error {}

type Cursor = {readonly text: string; readonly surroundings: Surroundings; at: number; depth: number};

const skipBlanks = (cursor: Cursor) => {
	while (cursor.text[cursor.at] === ' ' || cursor.text[cursor.at] === '\t') cursor.at += 1;
};

const accept = (cursor: Cursor, token: string): boolean => {
	skipBlanks(cursor);
	if (!cursor.text.startsWith(token, cursor.at)) return false;
	cursor.at += token.length;
	return true;
};

const fail = (cursor: Cursor): never => {
	throw new Unparsable(`unparsable conditional expression '${cursor.text.slice(cursor.at, cursor.at + 40)}'`);
};

const predicate = (cursor: Cursor): Truth => {
	const name = /[a-z_]+(?=\()/y;
	name.lastIndex = cursor.at;
	const [word = ''] = name.exec(cursor.text) ?? [];
	const known = predicates(word);
	const given = known && argumentsAt(cursor.text, cursor.at + word.length + 1);
	if (!known || !given || given.values.length !== known.arity) return fail(cursor);
	cursor.at = given.end;
	return known.holds(cursor.surroundings, given.values[0] ?? '', given.values[1] ?? '');
};

const term = (cursor: Cursor): Truth => {
	if (cursor.depth > 100) return fail(cursor);
	cursor.depth += 1;
	if (accept(cursor, '!')) return not(term(cursor));
	if (accept(cursor, '(')) {
		const truth = disjunction(cursor);
		return accept(cursor, ')') ? truth : fail(cursor);
	}
	const number = /-?\d+/y;
	number.lastIndex = cursor.at;
	const [digits] = number.exec(cursor.text) ?? [];
	if (digits === undefined) return predicate(cursor);
	cursor.at += digits.length;
	return truthOf(Number(digits) !== 0);
};

const conjunction = (cursor: Cursor): Truth => {
	const left = term(cursor);
	return accept(cursor, '&&') ? and(left, conjunction(cursor)) : left;
};

const disjunction = (cursor: Cursor): Truth => {
	const left = conjunction(cursor);
	return accept(cursor, '||') ? or(left, disjunction(cursor)) : left;
};

/** Decides the expression of an `.if`, or says why HAProxy refuses it. An empty one is false. */
export const evaluate = (text: string, surroundings: Surroundings): {readonly truth: Truth; readonly problem?: string} => {
	if (text.trim() === '') return {truth: 'no'};
	const cursor: Cursor = {text, surroundings, at: 0, depth: 0};
	try {
		const truth = disjunction(cursor);
		skipBlanks(cursor);
		return cursor.at === text.length ? {truth} : {truth: 'unknown', problem: `unexpected '${text[cursor.at]}' at the end of the conditional expression`};
	} catch (error) {
		if (error instanceof Unparsable) return {truth: 'unknown', problem: error.message};
		throw error;
	}
};
