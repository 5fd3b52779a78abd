import type {Socket} from 'node:net';
import type {Milliseconds} from '../model.ts';

/** How a TCP connection ended: by FIN, by RST, in silence when the kernel gave up, or by an error that says nothing of the other side. */
export type WireEnd = {readonly ending: 'fin' | 'rst' | 'silent' | 'unknown'; readonly detail: string};

/** What is seen on a connection, in the order seen; `at` is by `performance.now()`. */
export type Sighting = {readonly at: Milliseconds; readonly chunk: Buffer} | ({readonly at: Milliseconds} & WireEnd);

/** A socket whose bytes and end are handed to one listener at a time; while there is none they wait. */
export type Wire = {
	readonly listen: (listener: (sighting: Sighting) => void) => void;
	/** Takes the listener away; `unread` is seen again by the next one. */
	readonly hold: (unread?: Sighting) => void;
	readonly write: (bytes: Buffer) => void;
	/** Sends FIN, and lets the socket go once the other side did too, after `ms` at the latest. */
	readonly finish: (ms: Milliseconds) => Promise<void>;
	readonly destroy: () => void;
};

// A write after a RST was received gives EPIPE; a time-out or an unreachable host means that nothing was acknowledged.
const endings: Readonly<Record<string, 'rst' | 'silent'>> = {
	ECONNRESET: 'rst',
	EPIPE: 'rst',
	ETIMEDOUT: 'silent',
	EHOSTUNREACH: 'silent',
	ENETUNREACH: 'silent',
};

/** What the error of a connected socket says about its end. */
export const classifySocketError = (code: string): WireEnd => {
	const ending = endings[code] ?? 'unknown';
	return {ending, detail: ending === 'rst' ? 'RST' : code};
};

/** Observes a connected socket. */
export const createWire = (socket: Socket): Wire => {
	let listener: ((sighting: Sighting) => void) | undefined;
	let ended = false;
	const waiting: Sighting[] = [];
	const see = (sighting: Sighting) => (listener === undefined ? waiting.push(sighting) : listener(sighting));
	const end = (at: Milliseconds, {ending, detail}: WireEnd) => {
		if (ended) return;
		ended = true;
		see({at, ending, detail});
	};

	socket.on('data', (chunk: Buffer) => see({at: performance.now(), chunk}));
	socket.on('error', (error: NodeJS.ErrnoException) => end(performance.now(), classifySocketError(error.code ?? 'EFAIL')));
	socket.on('end', () => {
		const at = performance.now();
		if (!socket.writable) return end(at, {ending: 'fin', detail: 'FIN'});
		// libuv reports a RST that comes together with data as an end of file; only a write, even of nothing, still shows it.
		socket.write(Buffer.alloc(0), error =>
			end(at, error ? classifySocketError((error as NodeJS.ErrnoException).code ?? 'EFAIL') : {ending: 'fin', detail: 'FIN'}),
		);
	});

	return {
		listen: next => {
			listener = next;
			// What is seen may make the listener hold again.
			while (listener === next && waiting.length > 0) next(waiting.shift() as Sighting);
		},
		hold: unread => {
			listener = undefined;
			if (unread !== undefined) waiting.push(unread);
		},
		write: bytes => void (socket.writable && socket.write(bytes)),
		finish: ms =>
			new Promise(resolve => {
				if (socket.destroyed) return resolve();
				const timer = setTimeout(() => socket.destroy(), ms);
				socket.once('close', () => {
					clearTimeout(timer);
					resolve();
				});
				socket.once('end', () => socket.destroy());
				if (socket.readableEnded) socket.destroySoon();
				else socket.end();
			}),
		destroy: () => socket.destroy(),
	};
};
