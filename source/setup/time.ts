import type {Milliseconds} from '../model.ts';

const units = [
	['d', 86_400_000],
	['h', 3_600_000],
	['m', 60_000],
	['s', 1000],
] as const;

/** A time as HAProxy writes it: the largest unit that divides it, `3m`, `90m`, `2500ms`. */
export const haproxyTime = (ms: Milliseconds): string => {
	const [unit, size] = units.find(([, size]) => ms >= size && ms % size === 0) ?? ['ms', 1];
	return `${ms / size}${unit}`;
};
