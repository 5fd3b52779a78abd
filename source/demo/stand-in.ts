import type {Socket} from 'node:net';
import {bindsOf, serversOf} from '../haproxy/addresses.ts';
import {parseConfiguration} from '../haproxy/parse.ts';
import {frontends} from '../haproxy/proxies.ts';
import {routesFor} from '../haproxy/route.ts';
import type {Configuration, EffectiveTimer, Route} from '../haproxy/types.ts';
import {connectTo, within} from './connecting.ts';
import {formatHead, type Head, header, readHead} from './head.ts';
import {type Listener, listen, type Track} from './listener.ts';
import {passedOn, replyOf} from './replies.ts';
import {tunnel} from './tunnel.ts';

/** The route of this request, where the file decides it. */
const routeOf = (configuration: Configuration, port: number, head: Head): Route | undefined => {
	const headers = Object.fromEntries(head.headers.map(([name]) => [name.toLowerCase(), header(head, name.toLowerCase()) ?? '']));
	const path = head.start.split(' ')[1] ?? '/';
	const websocket = /^websocket$/i.test(headers.upgrade ?? '');
	const request = {scheme: 'ws', host: headers.host ?? '', address: '127.0.0.1', port, path, headers, websocket} as const;
	return routesFor(configuration, request).routes.find(({chosen}) => chosen === 'yes');
};

/** A demo has one server a backend. */
const connectToServer = async ({backend, timers}: Route, track: Track): Promise<Socket | undefined> => {
	const [server] = serversOf(backend);
	return server?.ports && connectTo(server.host, server.ports[0], timers.connect?.ms, track);
};

/** After a response the client may stay until `timeout client`; no second request is answered. */
const linger = (client: Socket, timer: EffectiveTimer | undefined): void => {
	const end = timer?.ms ? setTimeout(() => client.destroySoon(), timer.ms) : undefined;
	client
		.on('end', () => client.end())
		.once('close', () => clearTimeout(end))
		.resume();
};

const refuse = (client: Socket, status: 502 | 503 | 504, timer?: EffectiveTimer): void => {
	client.write(replyOf(status));
	linger(client, timer);
};

const passBody = (client: Socket, server: Socket, response: Head, timer: EffectiveTimer | undefined): void => {
	server.pipe(client, {end: false});
	server.once('end', () => {
		server.end();
		if (header(response, 'content-length') === undefined) client.destroySoon();
	});
	linger(client, timer);
};

const exchange = async (client: Socket, server: Socket, request: Head, {timers}: Route): Promise<void> => {
	server.write(formatHead(passedOn(request)));
	const response = await within(timers.server?.ms, readHead(server));
	if (!response) {
		const answered = server.readableEnded || server.destroyed;
		if (answered) server.end();
		else server.resetAndDestroy();
		return refuse(client, answered ? 502 : 504, timers.client);
	}

	client.write(formatHead(passedOn(response)));
	if (/^HTTP\/1\.1 101 /.test(response.start)) return tunnel(client, server, timers);
	passBody(client, server, response, timers.client);
};

const serve = async (client: Socket, track: Track, configuration: Configuration, port: number): Promise<void> => {
	const request = await readHead(client);
	if (!request) return void client.destroy();
	const route = routeOf(configuration, port, request);
	const server = route && (await connectToServer(route, track));
	if (!route || !server) return refuse(client, 503, route?.timers.client);
	client.once('close', () => server.destroySoon());
	await exchange(client, server, request, route);
};

/**
 * Stands in for HAProxy 2.6 on this haproxy.cfg: its first `bind` on loopback, its routing, and its connect, client, server and tunnel timers.
 * It answers one request a connection and knows nothing else of the file. Rejects when the port is taken.
 */
export const startStandIn = (text: string): Promise<Listener> => {
	const configuration = parseConfiguration({files: [{name: 'haproxy.cfg', text}]});
	const port = frontends(configuration).flatMap(bindsOf)[0]?.ports?.[0] ?? 0;
	return listen((client, track) => void serve(client, track, configuration, port), port);
};
