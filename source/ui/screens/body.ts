import type {Line} from '../line.ts';

/** Rows to scroll through, and the one that must stay in sight. */
export type Body = {readonly lines: readonly Line[]; readonly focus?: number};
