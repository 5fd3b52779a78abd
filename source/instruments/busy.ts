import type {Milliseconds} from '../model.ts';
import type {Connection} from './connection.ts';
import type {RungSeen, WatchRecord} from './outcome.ts';
import {sleep} from './wait.ts';
import type {Vigil} from './watch.ts';

/** How often the busy connection pings. */
export const pingInterval = (limit: Milliseconds): Milliseconds => Math.min(1000, Math.max(200, limit / 20));

/** Pings all along; resolves `doubt` at the first ping without a pong on a connection that had some. */
const pingOn = ({watch, over}: Vigil, connection: Connection, deadline: Milliseconds, seen: RungSeen[]) => {
	const beat = async (): Promise<void> => {
		const ms = connection.age();
		const answer = await connection.ping(deadline);
		if (over.aborted || typeof answer === 'object') return;
		seen.push(answer === 'pong' ? {ms, pong: true} : {ms, pong: false, manner: 'silent'});
	};

	const doubt = new Promise<'doubt'>((resolve, reject) => {
		const loop = async () => {
			for (;;) {
				void beat().then(() => {
					if (seen.some(({pong}) => pong) && seen.at(-1)?.pong === false) resolve('doubt');
				});
				await sleep(pingInterval(watch.limit), over);
			}
		};

		loop().catch((error: unknown) => over.aborted || reject(error));
	});
	return {beat, doubt};
};

/** One connection that is never silent: what ends it nevertheless is a lifetime. */
export const watchBusily = async (vigil: Vigil): Promise<WatchRecord> => {
	const {crew, journal, interruption} = vigil;
	const connection = await vigil.firstOpen(crew.open(journal.note));
	const deadline = Math.max(1000, 4 * connection.roundTrip);
	const seen: RungSeen[] = [];
	const stop = vigil.stopFor(connection);
	const {beat, doubt} = pingOn(vigil, connection, deadline, seen);
	const why = await Promise.race([connection.ended, interruption, stop, doubt]);
	const elapsed = connection.age();
	// What is still unanswered is waited for, since a connection may die just before the limit.
	const last = why === 'stop' ? await Promise.race([connection.ended, interruption, beat()]) : why;
	return {
		traffic: 'pings',
		rungs: [...seen],
		elapsed,
		serverPings: connection.serverPings(),
		events: journal.events,
		...(typeof last === 'object' ? {end: last} : {}),
	};
};
