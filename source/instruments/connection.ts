import type {Ending, Milliseconds} from '../model.ts';
import {clean} from '../text.ts';
import {createFrameDecoder, encodeFrame, type Frame, opcodes, parseClose} from './frames.ts';
import {mask} from './mask.ts';
import {closePolitely, type OpenWebSocket} from './upgrade.ts';
import {after} from './wait.ts';
import type {Sighting} from './wire.ts';

/** How a WebSocket ended, by what was seen first; `silence` is from the last byte in either direction, `age` from the 101. */
export type End = {
	readonly ending: Ending | 'unknown';
	readonly says: string;
	readonly silence: Milliseconds;
	readonly age: Milliseconds;
	readonly closeCode?: number;
	readonly closeReason?: string;
};

/** What followed a ping: its pong (or other bytes), nothing until the deadline, or the end. */
export type PingAnswer = 'pong' | 'silence' | End;

/** A WebSocket that is only watched: it answers the server's pings and Close frame, and sends nothing else unless told. */
export type Connection = {
	readonly openedAt: Milliseconds;
	readonly ended: Promise<End>;
	/** Milliseconds since the last byte in either direction. */
	readonly silence: () => Milliseconds;
	/** Milliseconds since the 101. */
	readonly age: () => Milliseconds;
	readonly serverPings: () => number;
	readonly ping: (deadline: Milliseconds) => Promise<PingAnswer>;
	/** Sends a pong that nobody asked for, which the server may not answer (RFC 6455 §5.5.3). */
	readonly pong: () => void;
	readonly close: () => Promise<void>;
	readonly destroy: () => void;
};

const describeClose = ({code, reason}: {code?: number; reason?: string}): string =>
	['Close frame', ...(code === undefined ? [] : [code]), ...(reason === undefined ? [] : [`'${reason}'`])].join(' ');

/** Watches an open WebSocket; `note` hears what is worth a line, `at` by `performance.now()`. */
export const createConnection = ({wire, openedAt}: OpenWebSocket, note: (what: string, at: Milliseconds) => void = () => {}): Connection => {
	const decode = createFrameDecoder();
	const waiting = new Map<string, (answer: PingAnswer) => void>();
	let lastByteAt = openedAt;
	let lastHeardAt = openedAt;
	let pings = 0;
	let end: End | undefined;
	let resolveEnd: (end: End) => void;
	const ended = new Promise<End>(resolve => {
		resolveEnd = resolve;
	});

	const send = (opcode: number, payload: Buffer) => {
		wire.write(encodeFrame(opcode, payload, mask()));
		lastByteAt = performance.now();
	};

	const settle = (key: string, answer: PingAnswer) => {
		waiting.get(key)?.(answer);
		waiting.delete(key);
	};

	const finish = (at: Milliseconds, seen: Omit<End, 'silence' | 'age'>) => {
		if (end !== undefined) return;
		// What came in one packet with the 101 was seen before it was read.
		end = {...seen, silence: Math.max(0, at - lastByteAt), age: Math.max(0, at - openedAt)};
		note(seen.says, at);
		resolveEnd(end);
		for (const key of [...waiting.keys()]) settle(key, end);
	};

	const seeClose = (payload: Buffer, at: Milliseconds) => {
		const {code, reason} = parseClose(payload);
		const safe = {...(code === undefined ? {} : {code}), ...(reason === undefined ? {} : {reason: clean(reason, 123)})};
		finish(at, {
			ending: 'close-frame',
			says: describeClose(safe),
			...(code === undefined ? {} : {closeCode: code}),
			...(safe.reason === undefined ? {} : {closeReason: safe.reason}),
		});
		void closePolitely(wire, code);
	};

	const seeFrame = (frame: Frame | 'garbage', at: Milliseconds) => {
		if (end !== undefined) return;
		if (frame === 'garbage') return note('not a WebSocket frame', at);
		if (frame.opcode === opcodes.close) return seeClose(frame.payload, at);
		lastByteAt = at;
		if (frame.opcode === opcodes.pong) return settle(frame.payload.toString('hex'), 'pong');
		if (frame.opcode !== opcodes.ping) return note(`server message, ${frame.length} bytes`, at);
		pings++;
		note('server ping seen', at);
		send(opcodes.pong, frame.payload);
	};

	wire.listen((sighting: Sighting) => {
		if ('ending' in sighting) return finish(sighting.at, {ending: sighting.ending, says: sighting.detail});
		for (const frame of decode(sighting.chunk)) seeFrame(frame, sighting.at);
		lastHeardAt = sighting.at;
		lastByteAt = Math.max(lastByteAt, sighting.at);
	});

	return {
		openedAt,
		ended,
		silence: () => performance.now() - lastByteAt,
		age: () => performance.now() - openedAt,
		serverPings: () => pings,
		ping: deadline =>
			new Promise(resolve => {
				if (end !== undefined) return resolve(end);
				const payload = mask();
				const key = payload.toString('hex');
				const sentAt = performance.now();
				// Bytes that came after the ping show that the way is open, whether or not the server answers pings in time.
				const timer = after(deadline, () => settle(key, lastHeardAt > sentAt ? 'pong' : 'silence'));
				waiting.set(key, answer => {
					clearTimeout(timer);
					resolve(answer);
				});
				send(opcodes.ping, payload);
			}),
		pong: () => void (end === undefined && send(opcodes.pong, Buffer.alloc(0))),
		close: () => (end === undefined ? closePolitely(wire) : wire.finish(250)),
		destroy: () => {
			wire.destroy();
			for (const key of [...waiting.keys()]) settle(key, 'silence');
		},
	};
};
