import {connect, createServer, type Server, type Socket} from 'node:net';

/** A server on loopback that a test owns: every socket it took is destroyed with it. */
export type Loopback = {readonly port: number; readonly address: string; readonly sockets: ReadonlySet<Socket>; readonly close: () => Promise<void>};

/** Listens on 127.0.0.1 and gives each socket to `serve`. */
export const listen = async (serve: (socket: Socket) => void, server: Server = createServer({allowHalfOpen: true, noDelay: true})): Promise<Loopback> => {
	const sockets = new Set<Socket>();
	server.on('connection', socket => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => sockets.delete(socket));
	});
	server.on(server.listenerCount('secureConnection') > 0 ? 'unused' : 'connection', serve);
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const {port} = server.address() as {port: number};
	return {
		port,
		address: `127.0.0.1:${port}`,
		sockets,
		close: () =>
			new Promise(resolve => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
};

/** A port on which nothing listens: it was free a moment ago. */
export const freePort = async (): Promise<number> => {
	const {port, close} = await listen(() => {});
	await close();
	return port;
};

export type Cut = 'fin' | 'rst' | 'silent';

/** A relay to `port` that cuts after `ms` without a byte in either direction; cut in silence, it keeps both sockets and forwards nothing more. */
export const cuttingRelay = (port: number, ms: number, cut: Cut): Promise<Loopback> =>
	listen(client => {
		const server = connect({host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true});
		let mute = false;
		const end = () => {
			mute = true;
			if (cut === 'fin') for (const side of [client, server]) side.end();
			if (cut === 'rst') for (const side of [client, server]) side.resetAndDestroy();
		};

		let timer = setTimeout(end, ms);
		const forward = (from: Socket, to: Socket) => {
			from.on('data', chunk => {
				if (mute) return;
				clearTimeout(timer);
				timer = setTimeout(end, ms);
				to.write(chunk);
			});
			from.on('end', () => mute || to.end());
			from.on('error', () => to.destroy());
			from.on('close', () => {
				clearTimeout(timer);
				to.destroy();
			});
		};

		forward(client, server);
		forward(server, client);
	});
