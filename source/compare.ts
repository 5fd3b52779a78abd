import {fails, isHealthy, type Side, sideOf, stage} from './compare-sides.ts';
import {about, rowsOf, sentence} from './compare-words.ts';
import type {Milliseconds, Report} from './model.ts';

/** What a change has done. `moved`: it gets further, and something else ends it now. `unknown`: the second examination did not look far enough. */
export type Outcome = 'fixed' | 'moved' | 'unchanged' | 'worse' | 'unknown';

/** One row of before beside after, as people read it. */
export type Difference = {readonly what: string; readonly before: string; readonly after: string};

/** Two examinations of one target, held against each other. */
export type Comparison = {
	readonly schema: 'ws-doctor.comparison/1';
	readonly target: Report['target'];
	readonly outcome: Outcome;
	/** One sentence. */
	readonly says: string;
	readonly before: Side;
	readonly after: Side;
	readonly rows: readonly Difference[];
	/** 0: fixed, or nothing was and is wrong. 1: something is wrong. 3: it cannot be told. */
	readonly exitCode: 0 | 1 | 3;
};

/** How much two ends of one clock may differ. */
const slack = (ms: Milliseconds): Milliseconds => Math.max(500, ms / 20);

const near = (one: Milliseconds, other: Milliseconds): boolean => Math.abs(one - other) <= slack(Math.min(one, other));

/** Below zero where it ends sooner than before, above where later; undefined where one end was not seen. */
const cutMoved = (before: Side, after: Side): number | undefined => {
	if (before.cutMs === undefined || after.cutMs === undefined) return undefined;
	return near(before.cutMs, after.cutMs) ? 0 : after.cutMs - before.cutMs;
};

const sameCause = (before: Report, after: Report): boolean =>
	before.verdict?.code === after.verdict?.code && before.findings[0]?.timer?.ms === after.findings[0]?.timer?.ms;

/** Why a second examination without a finding does not show that the first one's cause is gone. */
const tooShort = (before: Report, after: Report): string | undefined => {
	const {verdict, cutMs: seen} = sideOf(before);
	const {survivedMs: open} = sideOf(after);
	if (verdict && after.undecided.some(({code}) => code === verdict.code)) return `the second examination did not look far enough for ${verdict.code}`;
	if (seen === undefined) return undefined;
	if (open === undefined) return 'the second examination did not try a silent connection';
	if (open >= seen + slack(seen)) return undefined;
	return `the first cut came after ${about(seen)}, and the second examination waited ${about(open)}`;
};

const bothFail = (before: Report, after: Report): Outcome => {
	const further = stage(after) - stage(before);
	if (further !== 0) return further > 0 ? 'moved' : 'worse';
	const moved = cutMoved(sideOf(before), sideOf(after));
	if (moved !== undefined && moved !== 0) return moved > 0 ? 'moved' : 'worse';
	if (!before.verdict || !after.verdict) return 'unchanged';
	return sameCause(before, after) ? 'unchanged' : 'moved';
};

const outcomeOf = (before: Report, after: Report): Outcome => {
	if (isHealthy(after)) {
		if (isHealthy(before)) return 'unchanged';
		return fails(before) && tooShort(before, after) === undefined ? 'fixed' : 'unknown';
	}

	if (!fails(after) || (!isHealthy(before) && !fails(before))) return 'unknown';
	return isHealthy(before) ? 'worse' : bothFail(before, after);
};

const exitCodes = {fixed: 0, moved: 1, unchanged: 1, worse: 1, unknown: 3} as const;

/** Holds two reports of one target against each other: what has a change done? Pure; whether the targets are the same is for the caller to see. */
export const compare = (before: Report, after: Report): Comparison => {
	const outcome = outcomeOf(before, after);
	return {
		schema: 'ws-doctor.comparison/1',
		target: after.target,
		outcome,
		says: sentence(outcome, before, after, tooShort(before, after)),
		before: sideOf(before),
		after: sideOf(after),
		rows: rowsOf(before, after),
		exitCode: outcome === 'unchanged' && isHealthy(after) ? 0 : exitCodes[outcome],
	};
};
