import {once} from 'node:events';
import {type AddressInfo, connect, createServer, type Socket} from 'node:net';

/** A listening part of the chain. */
export type Listener = {
	/** `127.0.0.1:port` */
	readonly address: string;
	/** Stops listening and destroys every connection; may be called twice. */
	readonly close: () => Promise<void>;
};

/** Takes a socket under care: small writes leave at once, a reset by the peer is no exception, and `close()` ends it. */
export type Track = (socket: Socket) => Socket;

/** Listens on loopback and hands each connection over; half-open connections stay half-open. Rejects when the port is taken. */
export const listen = async (accept: (socket: Socket, track: Track) => void, port = 0): Promise<Listener> => {
	const sockets = new Set<Socket>();
	const track: Track = socket => {
		sockets.add(socket.setNoDelay(true));
		return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
	};

	const server = createServer({allowHalfOpen: true}, socket => accept(track(socket), track));
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	const close = async () => {
		if (!server.listening) return;
		const closed = once(server, 'close');
		server.close();
		for (const socket of sockets) socket.destroy();
		await closed;
	};

	return {address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close};
};

/** A port of loopback that nothing uses right now. */
export const freePort = async (): Promise<number> => {
	const {address, close} = await listen(() => {});
	await close();
	return portOf(address);
};

/** A port that refuses: an outgoing connection holds it, so that nobody else can come to listen there. */
export const refusingPort = async (): Promise<Listener> => {
	const listener = await listen(() => {});
	const socket = connect(portOf(listener.address), '127.0.0.1');
	await once(socket, 'connect');
	const close = async () => {
		socket.destroy();
		await listener.close();
	};

	return {address: `127.0.0.1:${socket.localPort}`, close};
};

/** The port of `host:port`. */
export const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(':') + 1));
