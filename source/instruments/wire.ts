import type {Socket} from 'node:net';
import type {Duplex} from 'node:stream';
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

/** More than this is not kept for a listener that is still to come. */
const manyBytes = 64 * 1024;

/** A chunk is read in pieces of this size: the frames of a flood, thousands in a chunk, would outlive the collection of short-lived memory. */
const pieceSize = 4096;

/** Writes to whoever reads. Whoever floods us and does not read the answers loses them, and is not read until he did. */
export const writeTo = (stream: Duplex, bytes: Buffer): void => {
	if (!stream.writable) return;
	if (!stream.writableNeedDrain) return void stream.write(bytes);
	if (stream.isPaused()) return;
	stream.pause();
	stream.once('drain', () => stream.resume());
};

/** Hands what is seen to one listener at a time; while there is none it waits, and when much waits the stream is paused. */
export const createInbox = (stream: Duplex) => {
	let listener: ((sighting: Sighting) => void) | undefined;
	let held = 0;
	const waiting: Sighting[] = [];
	const deliver = (to: (sighting: Sighting) => void, sighting: Sighting) => {
		// The answers to all that is in a chunk leave together, since a flood of pings would cost as many system calls.
		stream.cork();
		to(sighting);
		stream.uncork();
	};

	const see = (sighting: Sighting) => {
		if (listener !== undefined) return deliver(listener, sighting);
		waiting.push(sighting);
		held += 'chunk' in sighting ? sighting.chunk.length : 0;
		if (held > manyBytes) stream.pause();
	};

	return {
		see,
		hear: (chunk: Buffer) => {
			const at = performance.now();
			for (let start = 0; start < chunk.length; start += pieceSize) see({at, chunk: chunk.subarray(start, start + pieceSize)});
		},
		listen: (next: (sighting: Sighting) => void) => {
			listener = next;
			// What is seen may make the listener hold again.
			while (listener === next && waiting.length > 0) deliver(next, waiting.shift() as Sighting);
			held = 0;
			stream.resume();
		},
		hold: (unread?: Sighting) => {
			listener = undefined;
			if (unread !== undefined) waiting.unshift(unread);
		},
		/** Nobody reads any more; the other side's end comes after all that it still says. */
		ignore: () => {
			listener ??= () => {};
			stream.resume();
		},
	};
};

/** Observes a connected socket. */
export const createWire = (socket: Socket): Wire => {
	const inbox = createInbox(socket);
	let ended = false;
	const end = (at: Milliseconds, {ending, detail}: WireEnd) => {
		if (ended) return;
		ended = true;
		inbox.see({at, ending, detail});
	};

	socket.on('data', inbox.hear);
	socket.on('error', (error: NodeJS.ErrnoException) => end(performance.now(), classifySocketError(error.code ?? 'EFAIL')));
	socket.on('end', () => {
		const at = performance.now();
		if (!socket.writable) return end(at, {ending: 'fin', detail: 'FIN'});
		// libuv reports a RST that comes together with data as an end of file; only a write, even of nothing, still shows it.
		socket.write(Buffer.alloc(0), error =>
			end(at, error ? classifySocketError((error as NodeJS.ErrnoException).code ?? 'EFAIL') : {ending: 'fin', detail: 'FIN'}),
		);
	});
	// A socket that was read before, for a proxy's answer, was paused for us.
	socket.resume();

	return {
		listen: inbox.listen,
		hold: inbox.hold,
		write: bytes => writeTo(socket, bytes),
		finish: ms =>
			new Promise(resolve => {
				if (socket.destroyed) return resolve();
				inbox.ignore();
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
