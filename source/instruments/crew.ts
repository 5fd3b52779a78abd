import type {IdleEvent, Milliseconds, Notify, Rung, Target} from '../model.ts';
import {type Connection, createConnection} from './connection.ts';
import {type OpenWebSocket, openWebSocket, type Session} from './upgrade.ts';
import {tenths} from './wait.ts';

/** The connections of one watch: opened to the same machine, and closed together. */
export type Crew = {
	/** Throws `the handshake failed: …`. */
	readonly open: (note?: (what: string, at: Milliseconds) => void) => Promise<Connection & Pick<OpenWebSocket, 'roundTrip' | 'address'>>;
	/** Says goodbye on every connection that is still open. */
	readonly close: () => Promise<void>;
	readonly destroy: () => void;
};

export const createCrew = (target: Target, session: Session, signal: AbortSignal): Crew => {
	const connections = new Set<Connection>();
	let address: string | undefined;
	return {
		open: async note => {
			const opened = await openWebSocket(target, session, signal, address);
			address ??= opened.address;
			const connection = createConnection(opened, note);
			connections.add(connection);
			if (signal.aborted) connection.destroy();
			return {...connection, roundTrip: opened.roundTrip, address: opened.address};
		},
		close: async () => {
			await Promise.all([...connections].map(connection => connection.close()));
		},
		destroy: () => {
			for (const connection of connections) connection.destroy();
		},
	};
};

/** A server may talk all day: more lines than this are not kept. */
const manyEvents = 100;

export type Journal = {
	readonly events: readonly IdleEvent[];
	readonly begin: (at: Milliseconds) => void;
	readonly note: (what: string, at?: Milliseconds, rung?: Rung) => void;
};

/** Keeps what is worth a line and tells it on; times count from `begin`. */
export const createJournal = (notify: Notify): Journal => {
	const events: IdleEvent[] = [];
	let zero: Milliseconds | undefined;
	return {
		events,
		begin: at => {
			zero = at;
		},
		note: (what, at = performance.now(), rung) => {
			if (events.length >= manyEvents) return;
			const event = {ms: tenths(at - (zero ?? at)), what, ...(rung && {rung})};
			events.push(event);
			notify(event);
		},
	};
};
