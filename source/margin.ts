import type {Milliseconds} from './model.ts';

/** How much longer than a cut elsewhere a place has to live to be cleared of it. */
export const margin = (cut: Milliseconds): Milliseconds => Math.max(1000, cut / 4);
