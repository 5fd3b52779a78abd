import {connect, type Socket} from 'node:net';

/** How a raw connection ended; times in milliseconds, from the 101 and from the last byte in either direction. */
export type RawEnd = {readonly ending: 'fin' | 'rst' | 'close-frame'; readonly closeCode?: number; readonly ageMs: number; readonly silentMs: number};

export type RawWebSocket = {
	/** Status of the response, undefined when the connection ended before one. */
	readonly status: number | undefined;
	/** The response's head as it came, without the empty line. */
	readonly head: string;
	/** From connect to the end of the head. */
	readonly headMs: number;
	/** All bytes after the head, so far. */
	readonly received: () => Buffer;
	/** Sends a masked frame (RFC 6455 §5.2). */
	readonly send: (opcode: number, payload?: string) => void;
	/** Resolves when the peer ends the connection. */
	readonly ended: Promise<RawEnd>;
	/** How it ended within so many milliseconds, or undefined when it lives on. */
	readonly endedWithin: (ms: number) => Promise<RawEnd | undefined>;
	readonly socket: Socket;
	readonly close: () => void;
};

export type RawOptions = {readonly path?: string; readonly headers?: readonly string[]; readonly request?: string};

/** The key of RFC 6455 §1.3, whose accept value everybody knows. */
export const sampleAccept = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';

const upgradeRequest = (address: string, {path = '/chat', headers = []}: RawOptions) =>
	[
		`GET ${path} HTTP/1.1`,
		`Host: ${address}`,
		'Upgrade: websocket',
		'Connection: Upgrade',
		'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
		'Sec-WebSocket-Version: 13',
		...headers,
		'',
		'',
	].join('\r\n');

/** A zero masking key leaves the payload as it is. */
const masked = (opcode: number, payload: Buffer) => Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload]);

/** Opens a connection to `host:port`, sends an upgrade request by raw bytes, and resolves with the head, or at the end when none comes. */
export const openRawWebSocket = (address: string, options: RawOptions = {}): Promise<RawWebSocket> =>
	new Promise((resolve, reject) => {
		const [host, port] = address.split(':') as [string, string];
		const startedAt = performance.now();
		let openedAt = startedAt;
		let touchedAt = startedAt;
		let head: string | undefined;
		let seen: Buffer = Buffer.alloc(0);
		let settle: (end: RawEnd) => void;
		const ended = new Promise<RawEnd>(settled => {
			settle = settled;
		});
		const socket = connect({host, port: Number(port), noDelay: true, allowHalfOpen: true});

		const conclude = (ending: RawEnd['ending'], closeCode?: number) => {
			const now = performance.now();
			settle({ending, ageMs: now - openedAt, silentMs: now - touchedAt, ...(closeCode === undefined ? {} : {closeCode})});
			if (head === undefined) open('');
		};

		const open = (text: string) => {
			head = text;
			openedAt = performance.now();
			const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
			resolve({
				status: status === undefined ? undefined : Number(status),
				head: text,
				headMs: openedAt - startedAt,
				received: () => seen,
				send: (opcode, payload = '') => {
					touchedAt = performance.now();
					socket.write(masked(opcode, Buffer.from(payload)));
				},
				ended,
				endedWithin: ms => {
					let timer: NodeJS.Timeout;
					const late = new Promise<undefined>(give => {
						timer = setTimeout(give, ms, undefined);
					});
					return Promise.race([ended, late]).finally(() => clearTimeout(timer));
				},
				socket,
				close: () => socket.destroy(),
			});
		};

		socket.on('connect', () => socket.write(options.request ?? upgradeRequest(address, options)));
		socket.on('data', (chunk: Buffer) => {
			seen = Buffer.concat([seen, chunk]);
			const at = seen.indexOf('\r\n\r\n');
			if (head === undefined && at >= 0) {
				open(seen.toString('latin1', 0, at));
				seen = seen.subarray(at + 4);
			}

			// A Close frame is looked for only at the start of a chunk, which is where every part of the chain writes it.
			if (head !== undefined && chunk[0] === 0x88 && chunk.length >= 4) conclude('close-frame', chunk.readUInt16BE(2));
			touchedAt = performance.now();
		});
		socket.on('end', () => conclude('fin'));
		socket.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return conclude('rst');
			reject(error);
		});
	});
