import type {Milliseconds} from '../../source/model.ts';
import type {Closed} from './ends.ts';

/** How far repeated ends (or, for a trial that outlived the first one, the moment it was given up) may lie apart, by the shortest, and still be one clock's. */
const spread = 0.2;

/** Fewer trials show neither a clock nor a scatter. */
const enough = 3;

/** Whether repeated trials ended at ages that no single clock makes. */
export const isScattered = (ages: readonly Milliseconds[]): boolean => {
	const [shortest, longest] = [Math.min(...ages), Math.max(...ages)];
	return ages.length >= enough && longest - shortest > Math.max(1000, shortest * spread);
};

/** The cut that repeated trials of silence share; nothing where they are too few, or scattered. */
export const repeatedCut = (ages: readonly Milliseconds[] = []): Closed | undefined =>
	ages.length >= enough && !isScattered(ages) ? {outcome: 'closed', afterMs: [Math.min(...ages), Math.max(...ages)]} : undefined;
