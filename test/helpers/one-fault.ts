import {createHash} from 'node:crypto';
import {STATUS_CODES} from 'node:http';
import type {Socket} from 'node:net';
import {formatHead, type Head, header, readHead} from '../../source/demo/head.ts';
import {type Loopback, listen} from './loopback.ts';

/** An answer other than 101. */
export type Refusing = {readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string};

/** What a server makes of a request: an answer, an end, silence, or nothing for a correct 101. */
export type Judge = (request: Head, count: number) => Refusing | 'close' | 'reset' | 'silence' | 'bad-accept' | undefined;

export type ServerOptions = {
	/** Sent with each answer. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Takes requests only behind a PROXY protocol header, and ends the connection without one. */
	readonly expectsProxy?: 1 | 2;
};

const accept = (key: string, wrong: boolean) =>
	wrong ? 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' : createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

const switching = (request: Head, headers: Readonly<Record<string, string>>, wrong: boolean): string => {
	const protocol = header(request, 'sec-websocket-protocol')?.split(',')[0]?.trim();
	const own = {Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Accept': accept(header(request, 'sec-websocket-key') ?? '', wrong)};
	const all = {...own, ...(protocol && {'Sec-WebSocket-Protocol': protocol}), ...headers};
	return formatHead({start: 'HTTP/1.1 101 Switching Protocols', headers: Object.entries(all)});
};

const refusing = ({status, headers = {}, body = ''}: Refusing, common: Readonly<Record<string, string>>): string => {
	const all = {Date: new Date().toUTCString(), 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close', ...common, ...headers};
	return formatHead({start: `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, headers: Object.entries(all)}) + body;
};

const signature = Buffer.from('0d0a0d0a000d0a515549540a', 'hex');

/** Takes the PROXY protocol header off what arrives; false when there is none of that version. */
const takeProxyHeader = (socket: Socket, version: 1 | 2): Promise<boolean> =>
	new Promise(resolve => {
		socket.once('end', () => resolve(false));
		socket.once('data', (chunk: Buffer) => {
			socket.pause();
			const end = version === 1 ? chunk.indexOf('\r\n') + 2 : chunk.length >= 16 ? 16 + chunk.readUInt16BE(14) : 0;
			const is = version === 1 ? chunk.subarray(0, 6).toString() === 'PROXY ' : chunk.subarray(0, 12).equals(signature);
			if (is && end < chunk.length) socket.unshift(chunk.subarray(end));
			resolve(is);
		});
	});

/** Whether a request begins as HTTP does; TLS, or another protocol, does not. Its bytes stay to be read. */
const beginsAsHttp = (socket: Socket): Promise<boolean> =>
	new Promise(resolve => {
		socket.once('close', () => resolve(true));
		socket.once('data', (chunk: Buffer) => {
			socket.pause();
			socket.unshift(chunk);
			resolve(/^[A-Z]/.test(chunk.toString('latin1', 0, 1)));
		});
		socket.resume();
	});

/** Serves one connection: a WebSocket server with one fault. */
export const judging = (judge: Judge = () => undefined, {headers = {}, expectsProxy}: ServerOptions = {}) => {
	let count = 0;
	return async (socket: Socket): Promise<void> => {
		if (expectsProxy && !(await takeProxyHeader(socket, expectsProxy))) return void socket.end();
		if (!(await beginsAsHttp(socket))) return void socket.end(refusing({status: 400}, headers));
		const reading = readHead(socket);
		socket.resume();
		const request = await reading;
		if (!request) return void socket.end();
		socket.on('end', () => socket.end()).resume();
		const upgrade = /upgrade/i.test(header(request, 'connection') ?? '') && header(request, 'upgrade') !== undefined;
		const answer = judge(request, count++) ?? (upgrade ? undefined : {status: 426, headers: {Upgrade: 'websocket'}});
		if (answer === 'silence') return;
		if (answer === 'close') return void socket.end();
		if (answer === 'reset') return void socket.resetAndDestroy();
		if (answer === undefined || answer === 'bad-accept') return void socket.write(switching(request, headers, answer !== undefined));
		socket.end(refusing(answer, headers));
	};
};

/** A WebSocket server on loopback with one fault, or none. */
export const oneFault = (judge?: Judge, options?: ServerOptions): Promise<Loopback> => {
	const serve = judging(judge, options);
	return listen(socket => void serve(socket));
};

/** The path of a request, without its query. */
export const pathOf = ({start}: Head): string => start.split(' ')[1]?.split('?')[0] ?? '';

/** Whether a header has a value that matches. */
export const has = (request: Head, name: string, pattern = /./): boolean => pattern.test(header(request, name) ?? '');

/** The names of a request's headers, as they were written. */
export const names = (request: Head): readonly string[] => request.headers.map(([name]) => name);
