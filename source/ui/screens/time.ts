import type {Milliseconds} from '../../model.ts';

/** `3.0s`, `75.4s`, `6:05` */
export const clockTime = (ms: Milliseconds): string => {
	const seconds = Math.max(0, ms) / 1000;
	return seconds < 100 ? `${seconds.toFixed(1)}s` : `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
};

/** A limit, in whole seconds: `80s`, `6:05` */
export const atMost = (ms: Milliseconds): string => clockTime(Math.ceil(Math.max(0, ms) / 1000) * 1000).replace('.0s', 's');
