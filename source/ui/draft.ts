import type {Evidence} from '../model.ts';
import type {Start} from './examining.ts';
import type {Saved} from './view.ts';

/** How a set-up is tried: what begins the examination, and what it is told. */
export type Proof = {readonly start: Start; readonly given: readonly Evidence[]};

/** What a set-up leads to: a checked file that is shown before it is written, or why the answers give none. */
export type Draft =
	| {readonly complaint: string}
	| {
			/** A new file, or a change of one that exists. */
			readonly kind: 'new' | 'changed';
			/** It goes over the file that it changes. */
			readonly replaces: boolean;
			/** Where it goes: the file that changes, or a name proposed for a new one. */
			readonly path: string;
			/** The whole new file; of a changed one the unified diff. */
			readonly text: string;
			/** Neither HAProxy nor lint objects: else it is only shown. */
			readonly good: boolean;
			/** What to do, why, the sizes and the checks: titles, and rows indented under them. */
			readonly words: (columns: number) => string;
			/** What exists is replaced only with `overwrite`, and stays beside it. */
			readonly write: (path: string, overwrite: boolean) => Promise<Saved>;
			/** What to run then. */
			readonly commands: readonly string[];
			/** Tries what has been written to `path`, once it is in force: the first pool. */
			readonly prove: (path: string) => Promise<Proof>;
	  };

export type Plan = Exclude<Draft, {readonly complaint: string}>;

/** The file that can be shown, if the answers give one. */
export const planIn = (draft: Draft | undefined): Plan | undefined => (draft && !('complaint' in draft) ? draft : undefined);
