import {connect, type Socket} from 'node:net';
import {portOf} from '../../source/demo/listener.ts';
import {behind, closing, judged, row} from '../helpers/behind.ts';
import {freePort} from '../helpers/loopback.ts';
import {oneFault} from '../helpers/one-fault.ts';
import type {Opened} from '../helpers/refuses.ts';

const stopped = `127.0.0.1:${await freePort()}`;

// Servers that are down, full or slow.
row(
	'every server is down by its check',
	'upgrade/no-server',
	behind({server: `check inter 100ms fall 1 port ${portOf(stopped)}`, backend: ['option httpchk']}),
	{says: /backend websocket/},
);
row(
	'a stopped server',
	'reach/backend-down',
	behind({more: ['backend gone', '\tretries 0', `\tserver ws9 ${stopped}`], fallback: 'gone'}, {backend: stopped}),
	{
		vaguely: ['upgrade/no-server'],
	},
);
row('one of two servers is down', 'upgrade/no-server', behind({backend: ['retries 0', `server gone ${stopped}`]}, {backend: null}), {
	says: /of \d+ handshakes fail/,
});
row('one of two servers closes', 'upgrade/bad-gateway', behind({}, {servers: [() => oneFault(), () => oneFault(() => 'close')], backend: null}), {
	says: /handshakes fail/,
});
row(
	'one of two servers has no such path',
	'upgrade/not-an-endpoint',
	behind({}, {servers: [() => oneFault(), () => oneFault(() => ({status: 404}))], backend: null}),
	{
		certainty: 'likely',
		says: /of \d+ handshakes fail/,
		suspects: ['upgrade/not-an-endpoint', 'upgrade/origin-rejected'],
		// Had nobody tried again, a changed handshake that met the other server would have seemed to lift it.
		vaguely: ['upgrade/route-missed', 'upgrade/origin-rejected'],
	},
);
row(
	'a server that never answers',
	'upgrade/backend-slow',
	behind(
		{backend: ['timeout server 300ms']},
		judged(() => 'silence'),
	),
	{line: 'timeout server 300ms', says: /timeout server 300ms/},
);

/** Connections that hold a slot, as WebSockets do. */
const holding = (open: () => Promise<Opened>, count: number) => async (): Promise<Opened> => {
	const chain = await open();
	const sockets: Socket[] = [];
	for (let left = count; left > 0; left--) sockets.push(await upgraded(chain.haproxy ?? ''));
	return {...chain, close: closing([{close: async () => sockets.map(socket => socket.destroy())}, chain])};
};

const upgraded = (address: string): Promise<Socket> =>
	new Promise(resolve => {
		const socket = connect(Number(address.split(':')[1]), '127.0.0.1');
		socket.write(
			'GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
		);
		socket.once('data', () => resolve(socket));
	});

row('a server that is full', 'capacity/maxconn', holding(behind({backend: ['timeout queue 600ms'], server: 'maxconn 1'}), 1), {
	certainty: 'likely',
	line: 'maxconn 1',
	suspects: ['capacity/maxconn', 'upgrade/no-server'],
	vaguely: ['upgrade/no-server'],
});
row('a frontend that is full', 'capacity/maxconn', holding(behind({frontend: ['maxconn 1']}), 1), {
	certainty: 'likely',
	line: 'maxconn 1',
	suspects: ['capacity/maxconn', 'upgrade/no-response'],
	vaguely: ['upgrade/no-response'],
});
row('a process that is full', 'capacity/maxconn', holding(behind({global: ['maxconn 2']}), 2), {
	certainty: 'likely',
	line: 'maxconn 2',
	vaguely: ['upgrade/no-response'],
});
