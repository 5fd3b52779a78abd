import type {Milliseconds} from '../model.ts';

const beat = 250;
/** A busy machine is late by less; from here on a pong in time may pass for a late one. */
const tolerance = 1000;

/** Notices that this machine, or only this process, stood still: nobody watched then, and the clocks on the path went on. */
export type Standstill = {
	/** Rejects, with one sentence, as soon as it is noticed. */
	readonly noticed: Promise<never>;
	/** Throws that sentence if it is so and has not been noticed yet: what came in meanwhile is heard before the timers. */
	readonly check: () => void;
};

/** Watches the wall clock, since the monotonic one stands still too while a machine sleeps, until the signal aborts. */
export const watchStandstill = (over: AbortSignal, tell: (what: string) => void, now: () => Milliseconds = Date.now): Standstill => {
	let last = now();
	const check = () => {
		const ms = now() - last - beat;
		last = now();
		if (ms <= tolerance) return;
		const what = `this machine stood still for ${Math.round(ms / 1000)} s, or its clock was set`;
		tell(what);
		throw new Error(`${what}: what became of the connections meanwhile does not count`);
	};

	const noticed = new Promise<never>((_, reject) => {
		const ticker = setInterval(() => {
			try {
				check();
			} catch (error) {
				clearInterval(ticker);
				reject(error);
			}
		}, beat);
		over.addEventListener('abort', () => clearInterval(ticker), {once: true});
	});
	// It may be noticed after everybody has stopped listening.
	noticed.catch(() => {});
	return {noticed, check};
};
