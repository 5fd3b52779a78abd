import {createHash} from 'node:crypto';
import type {Socket} from 'node:net';
import type {Milliseconds} from '../model.ts';
import {type Answer, sendAnswer} from './answers.ts';
import {closeFrame, cutFrames, encodeFrame, type Frame, opcodes, wholeFrame} from './frames.ts';
import {formatHead, type Head, header, readHead} from './head.ts';
import {type Listener, listen} from './listener.ts';

/** How the application ends a connection by itself; `code` is the Close frame's, fallback 1001. */
export type Closing = {readonly ms: Milliseconds; readonly how: 'fin' | 'rst' | 'close-frame'; readonly code?: number};

export type BackendOptions = {
	/** The one path that is a WebSocket endpoint, without query; any other gets 404. Without it every path is one. */
	readonly path?: string;
	/** Ends a connection after so long without a byte from the client. */
	readonly closeAfterIdle?: Closing;
	/** Ends every connection at this age, however busy. */
	readonly lifetime?: Closing;
	/** Given to every request instead of a correct one. */
	readonly answer?: Answer;
};

const frameLimit = 1_048_576;
const acceptFor = (key: string) => createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** A well-behaved end waits a second for the peer's own Close frame before it closes TCP (RFC 6455 §7.1.1). */
const end = (socket: Socket, {how, code = 1001}: Closing): void => {
	if (how === 'rst') return void socket.resetAndDestroy();
	if (how === 'fin') return void socket.destroySoon();
	socket.write(closeFrame(code));
	const timer = setTimeout(() => socket.destroySoon(), 1000);
	socket.once('close', () => clearTimeout(timer));
};

const reply = (socket: Socket, {first, payload}: Frame): void => {
	const opcode = first & 0x0f;
	if (opcode === opcodes.ping) socket.write(wholeFrame(opcodes.pong, payload));
	if (opcode < opcodes.close) socket.write(encodeFrame({first, payload}));
	if (opcode !== opcodes.close) return;
	socket.write(wholeFrame(opcodes.close, payload));
	socket.destroySoon();
};

const armed = (socket: Socket, closing: Closing | undefined): NodeJS.Timeout | undefined => {
	const timer = closing && setTimeout(() => end(socket, closing), closing.ms);
	socket.once('close', () => clearTimeout(timer));
	return timer;
};

const serve = (socket: Socket, {closeAfterIdle, lifetime}: BackendOptions): void => {
	const idle = armed(socket, closeAfterIdle);
	armed(socket, lifetime);
	let waiting: Buffer = Buffer.alloc(0);
	socket.on('data', (chunk: Buffer) => {
		idle?.refresh();
		const {frames, rest} = cutFrames(Buffer.concat([waiting, chunk]));
		waiting = rest;
		for (const frame of frames) reply(socket, frame);
		if (rest.length > frameLimit) end(socket, {ms: 0, how: 'close-frame', code: 1009});
	});
	socket.on('end', () => socket.end()).resume();
};

const isUpgrade = (head: Head) => /\bupgrade\b/i.test(header(head, 'connection') ?? '') && /^websocket$/i.test(header(head, 'upgrade') ?? '');
const pathOf = ({start}: Head) => start.split(' ')[1]?.split('?')[0];

/** What is wrong with a handshake (RFC 6455 §4.2.1), as an answer; undefined for a good one. */
const refusal = (head: Head, path: string | undefined): Answer | undefined => {
	if (!isUpgrade(head)) return {status: 200};
	if (path !== undefined && pathOf(head) !== path) return {status: 404};
	if (header(head, 'sec-websocket-version') !== '13') return {status: 426, headers: {'Sec-WebSocket-Version': '13'}};
	if (Buffer.from(header(head, 'sec-websocket-key') ?? '', 'base64').length !== 16) return {status: 400};
};

const switching = (head: Head) =>
	formatHead({
		start: 'HTTP/1.1 101 Switching Protocols',
		headers: [
			['Upgrade', 'websocket'],
			['Connection', 'Upgrade'],
			['Sec-WebSocket-Accept', acceptFor(header(head, 'sec-websocket-key') ?? '')],
		],
	});

const converse = async (socket: Socket, options: BackendOptions): Promise<void> => {
	const head = await readHead(socket);
	if (!head) return void socket.destroy();
	const answer = options.answer ?? refusal(head, options.path);
	if (!answer) {
		socket.write(switching(head));
		return serve(socket, options);
	}

	socket.on('end', () => socket.end()).resume();
	sendAnswer(socket, answer);
};

/** A WebSocket server on loopback that answers pings and echoes messages, until its options say otherwise. */
export const startBackend = (options: BackendOptions = {}): Promise<Listener> => listen(socket => void converse(socket, options));
