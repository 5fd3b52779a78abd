import {connect as connectHttp2} from 'node:http2';
import {connect, type Socket} from 'node:net';
import {connect as connectTls, type TLSSocket} from 'node:tls';

/** Where a probe connects. */
export type Door = {readonly host: string; readonly port: number; readonly tls: boolean};

export type Reply = {readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly socket: Socket};

const handshake = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: d3MtZG9jdG9yLXNldHVwIQ=='];

export type Asked = {
	readonly path?: string;
	readonly host?: string;
	readonly headers?: readonly string[] /** In place of the handshake's own. */;
	readonly upgrade?: readonly string[];
};

const open = ({host, port, tls}: Door): Socket =>
	tls ? connectTls({host, port, rejectUnauthorized: false, ALPNProtocols: ['http/1.1']}) : connect({host, port, noDelay: true});

const headOf = (text: string): Omit<Reply, 'socket'> => {
	const [start = '', ...lines] = text.split('\r\n');
	const headers = lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const);
	return {status: Number(start.split(' ')[1] ?? 0), headers: Object.fromEntries(headers)};
};

/** Sends one request by raw bytes and reads the head of the answer; status 0 where none came within two seconds. */
export const ask = (door: Door, {path = '/', host = 'ws.example.net', headers = [], upgrade = handshake}: Asked = {}): Promise<Reply> =>
	new Promise(resolve => {
		const socket = open(door);
		let seen = '';
		const finish = () => resolve({...headOf(seen.split('\r\n\r\n')[0] ?? ''), socket});
		socket.setTimeout(2000, finish);
		socket.on('error', finish).on('end', finish);
		socket.on('data', chunk => {
			seen += chunk.toString('latin1');
			if (!seen.includes('\r\n\r\n')) return;
			socket.setTimeout(0);
			finish();
		});
		socket.write([`GET ${path} HTTP/1.1`, `Host: ${host}`, ...upgrade, ...headers, '', ''].join('\r\n'));
	});

/** The status alone. */
export const statusOf = async (door: Door, asked: Asked = {}): Promise<number> => {
	const {status, socket} = await ask(door, asked);
	socket.destroy();
	return status;
};

/** An extended CONNECT (RFC 8441) over HTTP/2; undefined where the server does not choose HTTP/2. */
export const askOverHttp2 = ({host, port}: Door, path: string): Promise<{status: number; server: string | undefined} | undefined> =>
	new Promise((resolve, reject) => {
		const session = connectHttp2(`https://${host.includes(':') ? `[${host}]` : host}:${port}`, {
			rejectUnauthorized: false,
			servername: 'ws.example.net',
			ALPNProtocols: ['h2', 'http/1.1'],
		});
		const finish = (result: {status: number; server: string | undefined} | undefined) => {
			session.destroy();
			resolve(result);
		};
		session.on('error', () => ((session.socket as TLSSocket | undefined)?.alpnProtocol === 'h2' ? reject(new Error('HTTP/2 failed')) : finish(undefined)));
		session.on('remoteSettings', () => {
			// HAProxy understands HTTP/2 unasked; browsers do not speak it unless ALPN has chosen it.
			if (session.alpnProtocol !== 'h2') return finish(undefined);
			const stream = session.request({
				':method': 'CONNECT',
				':protocol': 'websocket',
				':path': path,
				':authority': 'ws.example.net',
				'sec-websocket-version': '13',
			});
			stream.on('response', headers => finish({status: Number(headers[':status']), server: headers['x-server'] as string | undefined}));
			stream.on('error', () => {});
		});
		setTimeout(() => finish(undefined), 3000).unref();
	});
