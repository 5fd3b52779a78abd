import type {Ending, ProofItem} from '../../source/model.ts';
import {agreesInEnding, type Closed, type Comparison} from '../reading/ends.ts';

/** What has to be so, and is. */
export const met = (says: string, ...evidence: string[]): ProofItem => ({says, state: 'met', evidence});

/** What would have to be so, and is not known. */
export const unseen = (says: string): ProofItem => ({says, state: 'unseen', evidence: []});

/** Without it the cause is only possible. */
export const decisive = (item: ProofItem): ProofItem => ({...item, decisive: true});

/** An item for a comparison: wanted is met, another is contradicted, none leaves no item, since nobody looked. */
export const compared = (says: string, comparison: Comparison | undefined, wanted: readonly Comparison[], evidence: string): readonly ProofItem[] =>
	comparison === undefined ? [] : [{says, state: wanted.includes(comparison) ? 'met' : 'contradicted', evidence: [evidence]}];

const mannerWords: Readonly<Record<Ending, string>> = {
	fin: 'the end came as FIN, without a Close frame',
	rst: 'the end came as RST',
	'close-frame': 'the end came with a Close frame',
	silent: 'neither FIN nor RST was seen',
};

/** The manner of the end; one that was not observed is unseen. */
export const manner = (expected: Ending | undefined, cut: Closed): readonly ProofItem[] =>
	expected ? [{says: mannerWords[expected], state: agreesInEnding(expected, cut), evidence: ['idle']}] : [];
