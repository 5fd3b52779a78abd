import type {Location} from '../model.ts';
import {clean} from '../text.ts';
import {evaluate, type Surroundings} from './expression.ts';
import {and, not} from './truth.ts';
import type {Problem, Truth, Word} from './types.ts';

type Level = {
	readonly location: Location;
	/** Whether the block around it is read. */
	readonly outer: Truth;
	/** Whether the present branch is read. */
	now: Truth;
	/** Whether a branch that follows could be. */
	rest: Truth;
	closed: boolean;
};

/** The `.if` blocks of one file (manual §2.4). */
export type Conditionals = {
	/** Whether the lines that follow are read: `unknown` where that cannot be decided here. */
	readonly now: () => Truth;
	/** Takes `.if`, `.elif`, `.else` or `.endif`; says what HAProxy refuses about it. */
	readonly take: (directive: string, words: readonly Word[], location: Location) => string | undefined;
	/** The lines that could not be decided here. */
	readonly undecided: readonly Problem[];
	/** The blocks that nothing closed, reported where the file ends, as HAProxy does. */
	readonly unclosed: (last: Location) => readonly Problem[];
};

export const directives: ReadonlySet<string> = new Set(['.if', '.elif', '.else', '.endif']);

export const createConditionals = (surroundings: Surroundings): Conditionals => {
	const levels: Level[] = [];
	const undecided: Problem[] = [];
	const now = (): Truth => {
		const level = levels.at(-1);
		return level ? and(level.outer, level.now) : 'yes';
	};

	const decide = (words: readonly Word[], location: Location) => {
		const unknown = words.some(word => word.unknown !== undefined);
		const text = words.map(word => word.text).join(' ');
		const decided = unknown ? {truth: 'unknown' as const, problem: undefined} : evaluate(text, surroundings);
		if (decided.truth === 'unknown' && !decided.problem) undecided.push({location, says: clean(text, 120)});
		return decided;
	};

	const open = (words: readonly Word[], location: Location) => {
		const outer = now();
		// HAProxy does not look at the expression of a block inside one that is not taken.
		const {truth, problem} = outer === 'no' ? {truth: 'no' as const, problem: undefined} : decide(words, location);
		levels.push({location, outer, now: truth, rest: not(truth), closed: false});
		return levels.length > 100 ? 'more than 100 nested blocks' : problem;
	};

	const otherwise = (level: Level, words: readonly Word[], location: Location) => {
		if (level.closed) return `'.elif' after '.else'`;
		const {truth, problem} = level.outer === 'no' || level.rest === 'no' ? {truth: 'no' as const, problem: undefined} : decide(words, location);
		level.now = and(level.rest, truth);
		level.rest = and(level.rest, not(truth));
		return problem;
	};

	const last = (level: Level, words: readonly Word[]) => {
		const again = level.closed;
		level.now = level.rest;
		level.rest = 'no';
		level.closed = true;
		return again ? `'.else' after '.else'` : words.length > 0 ? `'.else' takes no argument` : undefined;
	};

	const take = (directive: string, words: readonly Word[], location: Location) => {
		if (directive === '.if') return open(words, location);
		const level = levels.at(-1);
		if (!level) return `'${directive}' without '.if'`;
		if (directive === '.elif') return otherwise(level, words, location);
		if (directive === '.else') return last(level, words);
		levels.pop();
		return words.length > 0 ? `'.endif' takes no argument` : undefined;
	};

	return {
		now,
		take,
		undecided,
		unclosed: last => levels.map(({location}) => ({location: last, says: `the '.if' of line ${location.line} is not closed by an '.endif'`})),
	};
};
