import {pingInterval} from './busy.ts';
import type {WatchRecord} from './outcome.ts';
import {sleep} from './wait.ts';
import type {Vigil} from './watch.ts';

/** One connection on which the client alone sends: unsolicited pongs, and in the end a ping, to see whether anybody is still there. */
export const watchOneWay = async (vigil: Vigil): Promise<WatchRecord> => {
	const {crew, journal, interruption, over, watch} = vigil;
	const connection = await vigil.firstOpen(crew.open(journal.note));
	const beat = async (): Promise<never> => {
		for (;;) {
			connection.pong();
			await sleep(pingInterval(watch.limit), over);
		}
	};

	const beating = beat();
	// It ends when the watch is over, which is no news.
	beating.catch(() => {});
	const why = await Promise.race([connection.ended, interruption, vigil.stopFor(connection), beating]);
	const elapsed = connection.age();
	const answer = why === 'stop' ? await Promise.race([connection.ping(Math.max(1000, 4 * connection.roundTrip)), interruption]) : why;
	if (answer === 'silence') throw new Error('its last ping was not answered, so that nobody can tell whether it still lived');
	const rungs = answer === 'pong' ? [{ms: elapsed, pong: true}] : [];
	const common = {traffic: 'clientOnly', rungs, elapsed, serverPings: connection.serverPings(), events: journal.events} as const;
	return typeof answer === 'object' ? {...common, end: answer} : common;
};
