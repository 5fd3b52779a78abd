import {connect, createServer} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import {parseConfiguration} from '../../../source/haproxy/parse.ts';
import {requestOf} from '../../../source/haproxy/request.ts';
import {routesFor} from '../../../source/haproxy/route.ts';
import {freePort, haproxyIsThere, startHaproxy} from './real.ts';

// @ becomes the number of the route, LISTEN its address, SERVER that of a WebSocket server that stays silent.
const http = 'defaults\n mode http\n timeout connect 1s\n';
const tcp = http.replace('http', 'tcp');
const ends = 'frontend f@\n bind LISTEN\n default_backend b@\nbackend b@\n server s SERVER\n';
const timers = (...values: readonly string[]) => values.map(value => ` timeout ${value}\n`).join('');

const routes: readonly string[] = [
	`${http}${timers('client 300ms', 'server 2s')}${ends}`,
	`${http}${timers('client 2s', 'server 400ms')}${ends}`,
	`${http}${timers('client 500ms', 'server 500ms')}${ends}`,
	`${http}${timers('client 300ms', 'server 400ms', 'tunnel 900ms')}${ends}`,
	`${http}${timers('client 2s', 'server 2s', 'tunnel 350ms')}${ends}`,
	`${http}${timers('client 300ms', 'server 2s', 'tunnel 0')}${ends}`,
	`${http}${timers('client 450ms', 'server 2s', 'tunnel 1s')}${ends}${timers('tunnel 0')}`,
	`${http}${timers('client 0', 'server 550ms')}${ends}`,
	`${http}${timers('client 600ms', 'server 0')}${ends}`,
	`${http}${timers('client 600ms')}${ends}`,
	`${http}${timers('server 650ms')}${ends}`,
	`${http}${ends}`,
	`${http}${timers('client 0', 'server 0', 'tunnel 0')}${ends}`,
	`${http}${timers('client 700', 'server 2s')}${ends}`,
	`${http}${timers('client 2s', 'server 2s')}${ends}${timers('tunnel 750')}`,
	`${http}${timers('client 800000us', 'server 2s')}${ends}`,
	`${http}${timers('client 2s', 'server 2s', 'tunnel 1s')}${ends}${timers('tunnel 850ms')}`,
	`${http}${timers('client 2s', 'server 2s')}${ends}${timers('tunnel 2s', 'tunnel 450ms')}`,
	`${http}${timers('client 2s', 'client 500ms', 'server 2s')}${ends}`,
	`${http}${timers('client 550ms', 'server 2s')}${ends.replace(' bind', `${timers('tunnel 300ms')} bind`)}`,
	`${http}${timers('client 2s', 'server 2s')}${ends.replace(' bind', `${timers('client 600ms')} bind`)}`,
	`${http}${timers('client 650ms', 'server 2s')}${ends}${timers('client 300ms')}`,
	`${http}${timers('client 2s', 'server 2s')}${ends}${timers('server 700ms')}`,
	`${http}${timers('client 300ms', 'tunnel 300ms')}defaults\n mode http\n${timers('client 750ms', 'server 2s')}${ends}`,
	`defaults n@\n mode http\n${timers('client 2s', 'server 2s', 'tunnel 800ms')}${http}${timers('client 300ms', 'server 300ms')}${ends.replace('\nbackend b@', '\nbackend b@ from n@')}`,
	`defaults n@\n mode http\n${timers('client 350ms', 'server 2s')}${http}${timers('client 1s', 'server 2s')}${ends.replace('frontend f@', 'frontend f@ from n@')}`,
	`defaults n@\n mode http\n${timers('client 2s', 'tunnel 900ms')}defaults m@ from n@\n${timers('server 300ms')}${ends}`,
	`defaults n@\n mode http\n${timers('client 2s', 'tunnel 900ms')}defaults m@ from n@\n${timers('tunnel 0', 'server 400ms')}${ends}`,
	`${http}${timers('client 2s', 'server 2s')}listen l@\n bind LISTEN\n${timers('tunnel 450ms')} server s SERVER\n`,
	`${http}${timers('client 2s', 'server 2s')}listen l@\n bind LISTEN\n${timers('client 500ms')} server s SERVER\n`,
	`${http}${timers('client 550ms', 'server 2s')}listen l@\n bind LISTEN\n${timers('tunnel 300ms')} default_backend b@\nbackend b@\n server s SERVER\n`,
	`${http}${timers('client 600ms', 'server 2s')}${ends.replace('default_backend b@', 'default_backend b@\n use_backend w@ if { hdr(upgrade) -i websocket }')}${timers('tunnel 300ms')}backend w@\n server s SERVER\n`,
	`${http}${timers('client 300ms', 'server 2s')}${ends.replace('default_backend b@', 'default_backend b@\n use_backend w@ if { hdr(upgrade) -i websocket }')}backend w@\n${timers('tunnel 650ms')} server s SERVER\n`,
	`${http}${timers('client 2s', 'server 2s')}${ends} http-request set-timeout tunnel 700ms\n`,
	`${http}${timers('client 300ms', 'server 2s')}${ends} http-request set-timeout tunnel 750ms if { path_beg /chat }\n`,
	`${http}${timers('client 400ms', 'server 2s')}${ends} http-request set-timeout tunnel 1s if { path /other }\n`,
	`${http}${timers('client 2s', 'server 2s', 'tunnel 300ms')}${ends} http-request set-timeout tunnel 1s\n http-request set-timeout tunnel 800ms\n`,
	`${http}${timers('client 2s', 'server 2s')}${ends} http-request set-timeout server 450ms\n`,
	`${http}${timers('client 2s', 'server 2s', 'tunnel 900ms')}${ends} http-request set-timeout server 300ms\n`,
	`${http}${timers('client 2s', 'server 2s')}${ends} http-request allow\n http-request set-timeout tunnel 300ms\n`,
	`defaults n@\n mode http\n${timers('client 2s', 'server 2s')} http-request set-timeout tunnel 550ms\ndefaults m@\n mode http\n${timers('client 2s')}${ends.replace('\nbackend b@', '\nbackend b@ from n@').replace('frontend f@', 'frontend f@ from m@')}`,
	`${http}${timers('client 2s', 'server 2s')}listen l@\n bind LISTEN\n http-request set-timeout tunnel 600ms\n server s SERVER\n`,
	`${http}${timers('client 2s', 'server 2s')}listen l@\n bind LISTEN\n http-request set-timeout tunnel 650ms\n default_backend b@\nbackend b@\n server s SERVER\n`,
	`${http}${timers('client 2s', 'server 2s')}listen l@\n bind LISTEN\n http-request set-timeout tunnel 300ms\n default_backend b@\nbackend b@\n${timers('tunnel 700ms')} server s SERVER\n`,
	`${tcp}${timers('client 500ms', 'server 2s')}${ends}`,
	`${tcp}${timers('client 2s', 'server 550ms')}${ends}`,
	`${tcp}${timers('client 300ms', 'server 300ms', 'tunnel 800ms')}${ends}`,
	`${tcp}${timers('client 600ms', 'server 2s')}${ends.replace(' bind', `${timers('tunnel 300ms')} bind`)}`,
	`${tcp}${timers('client 300ms', 'server 2s')}${ends.replace('backend b@\n server', 'backend b@\n mode http\n server').replace('\nbackend b@\n', `\nbackend b@\n${timers('tunnel 700ms')}`)}`,
	`global\n setenv T@ 850ms\n${http}${timers('client 300ms', 'server 2s')}${ends}${timers('tunnel "$T@"')}`,
	`${http}${timers('client 300ms', 'server 2s')}${ends}${timers('tunnel "${WS_DOCTOR_TUNNEL}ms"')}`,
	`${http}${timers('client 2s', 'server "${WS_DOCTOR_NONE-450ms}"')}${ends}`,
	`${http}${timers('client 2s', 'server 2s')}.if streq("$WS_DOCTOR_TUNNEL",650)\n${timers('client 500ms')}.else\n${timers('client 300ms')}.endif\n${ends}`,
	`${http}${timers('client 2s', 'server 2s', 'tunnel 900ms')}frontend f@\n bind LISTEN\n default_backend b@\nbackend b@\n server s abns@ws-doctor-@\nfrontend g@\n bind abns@ws-doctor-@\n default_backend c@\nbackend c@\n${timers('tunnel 500ms')} server s SERVER\n`,
	`${tcp}${timers('client 2s', 'server 2s', 'tunnel 450ms')}frontend f@\n bind LISTEN\n default_backend b@\nbackend b@\n server s abns@ws-doctor-@\nfrontend g@\n mode http\n bind abns@ws-doctor-@\n default_backend c@\nbackend c@\n mode http\n${timers('tunnel 900ms')} server s SERVER\n`,
];

const environment = {WS_DOCTOR_TUNNEL: '650'};
// A variable that is surely unset, which only a test can know.
const known = {...environment, WS_DOCTOR_NONE: null} as unknown as Record<string, string>;

const addressOf = (index: number) => `127.0.3.${1 + index}`;
const longest = 2600;

const startServer = (t: ExecutionContext) =>
	new Promise<number>(resolve => {
		const server = createServer(socket => {
			socket.once('data', () =>
				socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n'),
			);
			socket.on('error', () => {});
		});
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			resolve(typeof address === 'object' && address ? address.port : 0);
		});
		t.teardown(() => server.close());
	});

/** Milliseconds from the 101 to the end, null when it outlives the wait. */
const measure = (host: string, port: number) =>
	new Promise<number | null | string>(resolve => {
		const socket = connect(port, host);
		let since = 0;
		const finish = (result: number | null | string) => {
			socket.destroy();
			resolve(result);
		};
		socket.once('data', chunk => {
			since = performance.now();
			if (!String(chunk).startsWith('HTTP/1.1 101')) finish(String(chunk).slice(0, 80));
			setTimeout(() => finish(null), longest).unref();
		});
		socket.once('end', () => finish(performance.now() - since));
		socket.once('error', error => finish(error.message));
		socket.write(
			'GET /chat HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: d3MtZG9jdG9yIHByb2JlIQ==\r\n\r\n',
		);
	});

test(`the idle timer of ${routes.length} routes is the one that is measured`, async t => {
	if (!(await haproxyIsThere(t))) return;
	const [port, server] = [await freePort(), await startServer(t)];
	const text = routes
		.map((route, index) =>
			route
				.replaceAll('LISTEN', `${addressOf(index)}:${port}`)
				.replaceAll('SERVER', `127.0.0.1:${server}`)
				.replace(/(?<!abns)@/g, String(index)),
		)
		.join('');
	const configuration = parseConfiguration({files: [{name: 'x.cfg', text}]}, known);
	t.deepEqual(configuration.problems, []);
	await startHaproxy(t, text, port, addressOf(routes.length - 1), environment);
	const measured = await Promise.all(routes.map((_route, index) => measure(addressOf(index), port)));
	const wrong = routes.flatMap((route, index) => {
		const [found, ...more] = routesFor(configuration, requestOf('ws://x/chat', `${addressOf(index)}:${port}`)).routes;
		const [expected, actual] = [found?.idle.ms, measured[index] ?? null];
		const equal = expected === null || typeof actual !== 'number' ? expected === actual : expected !== undefined && Math.abs(actual - expected) < 120;
		return equal && found?.chosen === 'yes' && more.length === 0
			? []
			: [`${route}: measured ${actual}, predicted ${expected} (${found?.chosen}, ${more.length} more)`];
	});
	t.deepEqual(wrong, []);
});
