import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {type AddressInfo, createServer, type Socket} from 'node:net';
import type {ExecutionContext} from 'ava';

const acceptFor = (head: string) =>
	createHash('sha1')
		.update(`${/^sec-websocket-key: (\S+)/im.exec(head)?.[1]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
		.digest('base64');

const answer = (head: string, name: string): string => {
	const forwarded = [...head.matchAll(/^x-forwarded-for: (.*)$/gim)].map(match => match[1]?.trim()).join('|');
	const told = `X-Server: ${name}\r\nX-Seen-For: ${forwarded}\r\nX-Seen-Proto: ${/^x-forwarded-proto: (.*)$/im.exec(head)?.[1]?.trim() ?? ''}\r\n`;
	if (/^upgrade: websocket/im.test(head))
		return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptFor(head)}\r\n${told}\r\n`;
	return `HTTP/1.1 200 OK\r\nContent-Length: 0\r\n${told}\r\n`;
};

/** A server that says its name, and what it was told of the client; what comes after a 101 it sends back. */
const serve = (socket: Socket, name: string) => {
	let head = '';
	let open = false;
	socket.on('error', () => {}).setNoDelay(true);
	socket.on('data', chunk => {
		if (open) return void socket.write(chunk);
		head += chunk.toString('latin1');
		if (!head.includes('\r\n\r\n')) return;
		const said = answer(head, name);
		open = said.includes(' 101 ');
		head = '';
		socket.write(said);
	});
};

/** Starts a server on loopback for an address of the answers; it ends with the test. */
export const startServer = async (t: Pick<ExecutionContext, 'teardown'>, name: string): Promise<string> => {
	const host = name.startsWith('[') ? '::1' : '127.0.0.1';
	const sockets = new Set<Socket>();
	const server = createServer(socket => {
		sockets.add(socket.on('close', () => sockets.delete(socket)));
		serve(socket, name);
	});
	t.teardown(() => {
		server.close();
		for (const socket of sockets) socket.destroy();
	});
	server.listen(0, host);
	await once(server, 'listening');
	return `${name.startsWith('[') ? '[::1]' : host}:${(server.address() as AddressInfo).port}`;
};
