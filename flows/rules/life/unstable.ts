import {rule} from '../../../source/define.ts';
import type {Idle, Known, Milliseconds, ProofItem} from '../../../source/model.ts';
import {scatteredIn} from '../../reading/ends.ts';
import {isScattered} from '../../reading/repeated.ts';
import {measured} from '../../reading/words.ts';
import {idle} from '../../steps/idle.ts';
import {trials} from '../../steps/trials.ts';
import {decisive, met, unseen} from '../proof.ts';
import {ofOneConnection} from './together.ts';

/** The ages of a ladder of which somebody ended some: of these, and of those that lived longer. */
const agesOf = (seen: Idle | undefined): readonly Milliseconds[] => {
	const cuts = scatteredIn(seen);
	if (!seen || cuts.length === 0) return [];
	const watched = seen.outcome === 'survived' ? seen.ms : (seen.ageMs ?? (typeof seen.afterMs === 'number' ? seen.afterMs : undefined));
	const lived = (seen.rungs ?? []).filter(({pong, ms}) => pong && ms > Math.max(...cuts)).map(({ms}) => ms);
	return [...cuts, ...lived, ...(watched === undefined ? [] : [watched])];
};

/** What shows the scatter: trials that were repeated, or connections of one ladder that differ though they were opened together. */
const proofOf = (told: readonly Milliseconds[], ladder: readonly Milliseconds[], cuts: number): readonly ProofItem[] => {
	const range = (ages: readonly Milliseconds[]) => `between ${measured(Math.min(...ages))} and ${measured(Math.max(...ages))}`;
	if (isScattered(told)) return [decisive(met(`${told.length} trials lived ${range(told)}`, 'trials'))];
	if (!isScattered(ladder)) return [];
	const shown = met(`of ${ladder.length} silent connections that were opened together ${cuts} ended by themselves, ${range(ladder)} old`, 'idle');
	const again = unseen('that it happens again: repeat the silence test with --trials 5');
	return [decisive(shown), cuts > 1 ? again : decisive(again)];
};

const fromLadder = (known: Known): boolean => scatteredIn(known(idle)).length > 0;

/** Repeated trials end at scattered ages: no timer does that, and none should be tuned to it. */
export default rule({
	code: 'life/unstable',
	outranks: ofOneConnection.filter(code => code !== 'life/unstable'),
	needs: [trials],
	uses: [idle],
	instead: fromLadder,
	find(told: readonly Milliseconds[] | undefined, seen) {
		const ladder = agesOf(seen);
		const proof = proofOf(told ?? [], ladder, scatteredIn(seen).length);
		if (proof.length === 0) return;
		const ages = isScattered(told ?? []) ? (told ?? []) : ladder;
		return {
			severity: 'problem',
			title: `Repeated connections live for scattered times, from ${measured(Math.min(...ages))} to ${measured(Math.max(...ages))}: no timer does that, so tuning one would not help.`,
			why: 'A timer repeats itself within a second. What scatters is a network that loses packets, processes that crash or are replaced, or memory that runs out.',
			proof,
			fixes: [{title: 'Note the moments of the ends, and compare them with restarts, deployments, health checks and packet loss'}],
		};
	},
});
