import {setMaxListeners} from 'node:events';
import type {Milliseconds} from '../model.ts';

/** Milliseconds with one decimal: finer than any timer on a path, coarse enough to read. */
export const tenths = (ms: Milliseconds): Milliseconds => Math.round(ms * 10) / 10;

/** Node fires a timer above this at once. */
const longestTimer = 2 ** 31 - 1;

/** `setTimeout` for any duration, also an infinite one. */
export const after = (ms: Milliseconds, run: () => void): NodeJS.Timeout => setTimeout(run, Math.min(Math.max(0, ms), longestTimer));

/**
 * Waits at most `ms` for the value that `start` hands over; `start` returns how to give up.
 * Resolves with `'late'` when time is up and rejects with the signal's reason when it aborts; both give up first.
 */
export const bounded = <Value>(ms: Milliseconds, signal: AbortSignal, start: (hand: (value: Value) => void) => () => void): Promise<Value | 'late'> =>
	new Promise((resolve, reject) => {
		if (signal.aborted) return reject(signal.reason);
		// Many waits may hang on one signal; each takes its listener away again.
		setMaxListeners(0, signal);
		const settle = (end: () => void) => {
			clearTimeout(timer);
			signal.removeEventListener('abort', abort);
			end();
		};

		const abort = () => {
			giveUp();
			settle(() => reject(signal.reason));
		};

		const timer = after(ms, () => {
			giveUp();
			settle(() => resolve('late'));
		});
		signal.addEventListener('abort', abort, {once: true});
		const giveUp = start(value => settle(() => resolve(value)));
	});

/** Sleeps, and wakes early, with a rejection, when the signal aborts. */
export const sleep = async (ms: Milliseconds, signal: AbortSignal): Promise<void> => {
	await bounded<never>(ms, signal, () => () => {});
};
