import {disturbed} from '../disturbed.ts';
import type {Milliseconds} from '../model.ts';

const beat = 250;
/** A busy machine is late by less; from here on a pong in time may pass for a late one. */
const tolerance = 1000;

/** Something that happens to this machine, so that what becomes of its connections tells nothing of the path. */
export type Disturbance = {
	/** Rejects, with one sentence, as soon as it is noticed. */
	readonly noticed: Promise<never>;
	/** Throws that sentence if it is so and has not been noticed yet: what came in meanwhile is heard before the timers. */
	readonly check: () => void;
};

/** Looks at every beat until the signal aborts; `look` throws what is noticed. */
export const watchFor = (look: () => void, over: AbortSignal): Disturbance => {
	const noticed = new Promise<never>((_, reject) => {
		const ticker = setInterval(() => {
			try {
				look();
			} catch (error) {
				clearInterval(ticker);
				reject(error);
			}
		}, beat);
		over.addEventListener('abort', () => clearInterval(ticker), {once: true});
	});
	// It may be noticed after everybody has stopped listening.
	noticed.catch(() => {});
	return {noticed, check: look};
};

/** By how much the process was late with whatever it noticed at a moment, by `performance.now()`: the beat that fell into it was late as well. */
export type Lateness = (at: Milliseconds) => Milliseconds;

/** Below this a late beat is only a timer's own coarseness. */
const coarse = 25;

/** Keeps the beats that came late. */
export const createLateness = (): {readonly beaten: (due: Milliseconds, came: Milliseconds) => void; readonly lateness: Lateness} => {
	const late: Array<{due: Milliseconds; came: Milliseconds}> = [];
	return {
		beaten: (due, came) => {
			// A machine that is always late is not worth remembering for ever.
			if (came - due > coarse && late.push({due, came}) > 1000) late.shift();
		},
		// What waits together with a late beat is noticed right before or after it.
		lateness: at => Math.max(0, ...late.filter(({due, came}) => at >= due && at <= came + coarse).map(({due}) => at - due)),
	};
};

/** Watches the wall clock, since the monotonic one stands still too while a machine sleeps. `alive` says in words how long the connection had lived until then. */
export const watchStandstill = (
	over: AbortSignal,
	tell: (what: string) => void,
	now: () => Milliseconds = Date.now,
	alive: (at: Milliseconds) => string = () => '',
	beaten: (due: Milliseconds, came: Milliseconds) => void = () => {},
): Disturbance => {
	let last = now();
	let lastBeat = performance.now();
	const look = () => {
		const ms = now() - last - beat;
		const before = lastBeat;
		last = now();
		lastBeat = performance.now();
		beaten(before + beat, lastBeat);
		if (ms <= tolerance) return;
		const what = `this machine stood still for ${Math.round(ms / 1000)} s, or its clock was set${alive(before)}`;
		tell(what);
		throw new Error(`${what}: ${disturbed}`);
	};

	return watchFor(look, over);
};
