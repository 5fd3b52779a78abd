import type {Socket} from 'node:net';
import type {Timers} from '../haproxy/types.ts';
import type {Milliseconds} from '../model.ts';

const armed = (ms: Milliseconds | null | undefined, fire: () => void) => (ms ? setTimeout(fire, ms) : undefined);

/**
 * Joins both sides after the 101 as HAProxy 2.6 does: any byte in either direction starts every timer again, and `timeout tunnel` replaces the other two.
 * The client's end, or its timer, is a FIN to the server, whose own end is then awaited; the server's end ends both; the server's timer ends both, the server by a reset.
 */
export const tunnel = (client: Socket, server: Socket, timers: Timers): void => {
	const close = () => {
		client.destroySoon();
		server.destroySoon();
	};

	const cut = () => {
		client.destroySoon();
		server.resetAndDestroy();
	};

	const endServer = () => {
		client.unpipe(server);
		server.end();
	};

	// The server's timer comes first: of two equal ones it is the one that HAProxy acts on.
	const serverTimer = armed(timers.tunnel?.ms || timers.server?.ms, cut);
	const clientTimer = armed(timers.tunnel?.ms || timers.client?.ms, endServer);
	const touch = () => {
		serverTimer?.refresh();
		if (server.writable) clientTimer?.refresh();
	};

	client.pipe(server);
	server.pipe(client, {end: false});
	for (const socket of [client, server]) socket.on('data', touch);
	client.once('end', () => clearTimeout(clientTimer)).once('error', () => server.resetAndDestroy());
	server.once('end', close).once('error', close);
	server.once('close', () => {
		clearTimeout(serverTimer);
		clearTimeout(clientTimer);
	});
};
