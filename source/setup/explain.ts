import {finsAct, type Pool, type Setup} from './model.ts';
import {haproxyTime} from './time.ts';
import {explainClocks} from './timers.ts';
import type {Explanation} from './types.ts';

const sticky = {
	none: 'the server with the fewest connections gets the next one, wherever the client was before',
	cookie: 'a cookie, set in the 101 itself, brings the client back to its server',
	source: "the client's address decides; a client that changes networks changes servers",
} as const;

const checks = {
	'101':
		'each check is a real handshake and has to give 101; it notices a dead WebSocket handler, and leaves an abnormal closure in the application log every 10s',
	http: 'an ordinary request has to give 2xx or 3xx; it says nothing of the WebSocket handler',
	tcp: 'a connect; it stays green with a dead WebSocket handler, so change to "101" where a server accepts a WebSocket without login',
} as const;

const ofPool = ({name, tunnel, stickiness, servers}: Pool): readonly Explanation[] => [
	{
		topic: `pool ${name}`,
		says: `timeout tunnel ${haproxyTime(tunnel.ms)}: ${tunnel.says}. It stands in the backend, the only place where it counts, and replaces client and server after the 101.`,
	},
	...(servers.length > 1 ? [{topic: `pool ${name}`, says: `${sticky[stickiness]}.`}] : []),
];

const fins = (setup: Setup): Explanation =>
	finsAct(setup)
		? {
				topic: 'timers',
				says: `${setup.mode === 'new' ? 'client-fin and server-fin 30s end' : 'server-fin 30s ends'} a half-closed connection; in mode http that works before HAProxy 2.9 only.`,
			}
		: {
				topic: 'timers',
				says: 'No client-fin and server-fin: in mode http they do nothing since HAProxy 2.9, and a half-closed WebSocket ends with the tunnel timer.',
			};

const forwarded = ({clientHop, seesClients}: Setup): Explanation => {
	if (clientHop > 0)
		return {
			topic: 'client address',
			says: `Only the trusted hop's X-Forwarded-For counts, address ${clientHop} from the right; from anyone else the header is dropped.`,
		};
	const says = "What a client sends as X-Forwarded-For is dropped before HAProxy adds the connection's address.";
	return seesClients
		? {topic: 'client address', says}
		: {topic: 'client address', advice: true, says: `${says} Behind another hop that is the hop's own: tell "trusted", its networks.`};
};

const tlsSays = ({mode, tls, redirect, http2}: Setup): readonly Explanation[] => {
	if (mode === 'add' || !tls) return [];
	return [
		...(redirect ? [{topic: 'TLS', says: 'Port 80 redirects to TLS; WebSocket clients follow no redirect and have to open wss://.'}] : []),
		{
			topic: 'HTTP/2',
			says: http2
				? 'Offered together with HTTP/1.1: browsers open WebSockets by extended CONNECT, all others by Upgrade.'
				: 'Not offered: WebSockets come by HTTP/1.1 only. It is said in alpn, since 2.8 offers HTTP/2 unless told.',
		},
	];
};

/** Why the file is as it is. */
export const explain = (setup: Setup): readonly Explanation[] => [
	...setup.all.flatMap(ofPool),
	fins(setup),
	...explainClocks(setup, [...new Set(setup.all.map(({heartbeat}) => heartbeat))]),
	{topic: 'keepalive', says: `${setup.keepalive.says}.`},
	forwarded(setup),
	...tlsSays(setup),
	{topic: 'health check', says: `${setup.check}: ${checks[setup.check]}.`},
	...(setup.mode === 'new'
		? [
				{
					topic: 'log',
					says: 'option httplog writes the line of a WebSocket when it ends: how long it lived, and the termination state that tells who ended it.',
				},
			]
		: []),
	{topic: 'reload', says: 'No hard-stop-after: after a reload the old process serves its tunnels on, with the old timers, until they end.'},
];
