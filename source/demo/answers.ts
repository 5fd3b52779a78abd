import {STATUS_CODES} from 'node:http';
import type {Socket} from 'node:net';
import {formatHead} from './head.ts';

/** What a server says instead of a correct handshake. */
export type Answer =
	| 'garbage'
	| 'nothing'
	| 'megabyte-headers'
	| 'control-characters'
	| {readonly status: number; readonly headers?: Readonly<Record<string, string>>};

const megabyte = () => `HTTP/1.1 101 Switching Protocols\r\n${`X-Filler: ${'a'.repeat(1012)}\r\n`.repeat(1024)}\r\n`;
const controls = 'HTTP/1.1 200 \u001B[2J\u001B[31mOK\r\nServer: \u001B]0;title\u0007\u0000\u0008\r\nContent-Length: 8\r\n\r\n\u001B[5mbody';
const garbage = () => Buffer.from(Array.from({length: 256}, (_, index) => (index * 167 + 13) % 256));

/** An HTTP response with an empty body; a 101 has no body at all (RFC 9110 §15.2). */
const response = (status: number, headers: Readonly<Record<string, string>>): string => {
	const length: Record<string, string> = status === 101 ? {} : {'Content-Length': '0', Connection: 'close'};
	return formatHead({start: `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, headers: Object.entries({...length, ...headers})});
};

/** Gives the answer and closes; `nothing` and a 101 leave the connection open. */
export const sendAnswer = (socket: Socket, answer: Answer): void => {
	if (answer === 'nothing') return;
	if (answer === 'garbage') return void socket.end(garbage());
	if (answer === 'megabyte-headers') return void socket.end(megabyte());
	if (answer === 'control-characters') return void socket.end(controls);
	const text = response(answer.status, answer.headers ?? {});
	if (answer.status === 101) return void socket.write(text);
	socket.end(text);
};
