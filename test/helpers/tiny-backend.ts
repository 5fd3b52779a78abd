import {createHash} from 'node:crypto';
import type {Socket} from 'node:net';
import {type Loopback, listen} from './loopback.ts';

export type Opened = {readonly socket: Socket; readonly send: (opcode: number, payload?: Buffer) => void};

export type TinyBackend = {
	/** Answers pings; true without it. */
	readonly pongs?: boolean;
	/** Called after each 101. */
	readonly opened?: (opened: Opened) => void;
	/** Called with each frame of the client, unmasked. */
	readonly frame?: (opcode: number, payload: Buffer, opened: Opened) => void;
};

const unmask = (frame: Buffer, length: number): Buffer =>
	Buffer.from(frame.subarray(6, 6 + length).map((byte, index) => byte ^ (frame[2 + (index % 4)] as number)));

/** A minimal WebSocket server in raw bytes; it understands only frames up to 125 bytes, which is all that the doctor sends. */
export const serveWebSocket =
	({pongs = true, opened = () => {}, frame = () => {}}: TinyBackend = {}) =>
	(socket: Socket): void => {
		let bytes: Buffer = Buffer.alloc(0);
		let open = false;
		const send = (opcode: number, payload: Buffer = Buffer.alloc(0)) =>
			void (socket.writable && socket.write(Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload])));
		const handshake = () => {
			const end = bytes.indexOf('\r\n\r\n');
			if (end < 0) return;
			const key = /sec-websocket-key: (\S+)/i.exec(bytes.toString('latin1', 0, end))?.[1] ?? '';
			const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
			socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
			open = true;
			bytes = bytes.subarray(end + 4);
			opened({socket, send});
		};

		const frames = () => {
			while (bytes.length >= 6) {
				const opcode = (bytes[0] as number) & 15;
				const length = (bytes[1] as number) & 127;
				if (bytes.length < 6 + length) return;
				const payload = unmask(bytes, length);
				bytes = bytes.subarray(6 + length);
				if (opcode === 9 && pongs) send(10, payload);
				frame(opcode, payload, {socket, send});
			}
		};

		socket.on('data', chunk => {
			bytes = Buffer.concat([bytes, chunk]);
			if (!open) handshake();
			if (open) frames();
		});
		socket.on('error', () => {});
		socket.on('end', () => socket.end());
	};

export const tinyBackend = (options?: TinyBackend): Promise<Loopback> => listen(serveWebSocket(options));
