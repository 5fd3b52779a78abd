import type {Milliseconds} from '../model.ts';
import {climb, describe, openReserves, seconds, seenBy} from './climb.ts';
import type {Connection} from './connection.ts';
import {bracket, reserves as placeReserves, rungs as placeRungs} from './ladder.ts';
import type {RungSeen, WatchRecord} from './outcome.ts';
import {sleep} from './wait.ts';
import type {Vigil} from './watch.ts';

/** Rungs are opened this far apart, so that a small server is not startled. */
const gap = 15;

/** Sends the rungs up and resolves `doubt` once their answers leave a bracket; what goes wrong on one is a line in the journal. */
const sendUp = (vigil: Vigil, deadline: Milliseconds, seen: RungSeen[]): Promise<'doubt'> =>
	new Promise(resolve => {
		const {watch, journal, over} = vigil;
		for (const [index, ms] of watch.alone ? [] : placeRungs(watch.limit, watch.clocks).entries()) {
			sleep(gap * (index + 1), over)
				.then(() => climb(vigil, ms, deadline, seen))
				.then(
					rung => {
						if (rung === undefined) return;
						seen.push(rung);
						if (bracket(seen) !== undefined) resolve('doubt');
					},
					(error: unknown) => {
						if (!over.aborted) journal.note(`rung ${seconds(ms)}: ${error instanceof Error ? error.message : 'not opened'}`);
					},
				);
		}
	});

const recordOf = ({journal}: Vigil, watcher: Connection, rungs: readonly RungSeen[], elapsed = watcher.age()): WatchRecord => ({
	traffic: 'silent',
	rungs,
	elapsed,
	serverPings: watcher.serverPings(),
	events: journal.events,
});

/** One watcher that sends nothing, and rungs that ping after more and more silence; in the end, or in doubt, the watcher pings as the last rung. */
export const watchSilently = async (vigil: Vigil): Promise<WatchRecord> => {
	const {watch, crew, journal, interruption} = vigil;
	const watcher = await vigil.firstOpen(crew.open(journal.note));
	const deadline = Math.max(1000, 4 * watcher.roundTrip);
	const seen: RungSeen[] = [];
	const stop = vigil.stopFor(watcher);
	const reserves = openReserves(vigil, watch.alone ? [] : placeReserves(watch.limit));
	let doubt: Promise<'doubt'> = sendUp(vigil, deadline, seen);
	for (;;) {
		const why = await Promise.race([watcher.ended, interruption, stop, doubt]);
		if (why === 'conclude') return recordOf(vigil, watcher, [...seen]);
		if (typeof why === 'object') return {...recordOf(vigil, watcher, [...seen]), end: why};
		const [silence, age] = [watcher.silence(), watcher.age()];
		// They ping beside the watcher, so that nobody waits for them.
		const narrowing = reserves.narrow(seen, deadline);
		const answer = await Promise.race([watcher.ping(deadline), interruption]);
		if (answer === 'conclude') return recordOf(vigil, watcher, [...seen]);
		journal.note(`${seconds(silence)} of silence, then a ping: ${describe(answer)}`);
		seen.push(seenBy(silence, answer), ...(await Promise.race([narrowing, interruption.then(() => [])])));
		// A watcher that answers clears the path: the rung that died did so by itself.
		if (why === 'stop' || bracket(seen) !== undefined) return recordOf(vigil, watcher, [...seen], age);
		if (typeof answer === 'object') return {...recordOf(vigil, watcher, [...seen]), end: answer};
		doubt = new Promise(() => {});
	}
};
