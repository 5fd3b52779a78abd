import type {Passage} from './rules.ts';
import {unless} from './timers.ts';
import type {EffectiveTimer, TimerName, Timers} from './types.ts';

/** The timers of a stream after the `http-request set-timeout` rules that it passed: the last one that applies wins. */
export const withSetTimeouts = (timers: Timers, passages: readonly Passage[]): Timers => {
	if (passages.every(passage => passage.timers.size === 0)) return timers;
	const result: Partial<Record<TimerName, EffectiveTimer>> = {...timers};
	for (const [name, settings] of passages.flatMap(passage => [...passage.timers])) {
		for (const {timer, truth} of settings) result[name] = truth === 'yes' ? timer : unless(result[name], timer);
	}
	return result;
};
