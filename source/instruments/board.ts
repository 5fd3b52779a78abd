import {margin} from '../margin.ts';
import type {Milliseconds} from '../model.ts';

/** A running watch's place at the board. Times count from the 101 of the connection they were seen on. */
export type Seat = {
	/** When this watch may stop, because another was cut and it has outlived that by a margin; infinite while none was. */
	readonly until: () => Milliseconds;
	readonly cut: (ms: Milliseconds) => void;
	readonly leave: () => void;
};

/** Where watches at several places tell each other about cuts. */
export type Board = {readonly join: (watch: string, changed: () => void) => Seat};

export const createBoard = (): Board => {
	// In the order they were seen: the first one counts.
	const cuts = new Map<string, Milliseconds>();
	const running = new Map<symbol, () => void>();
	const tell = () => {
		for (const changed of running.values()) changed();
	};

	return {
		join: (watch, changed) => {
			const seat = Symbol(watch);
			cuts.delete(watch);
			tell();
			running.set(seat, changed);
			return {
				until: () => {
					const other = [...cuts].find(([name]) => name !== watch);
					return other === undefined ? Number.POSITIVE_INFINITY : other[1] + margin(other[1]);
				},
				cut: ms => {
					if (!cuts.has(watch)) cuts.set(watch, ms);
					tell();
				},
				leave: () => {
					running.delete(seat);
					if (running.size === 0) cuts.clear();
				},
			};
		},
	};
};
