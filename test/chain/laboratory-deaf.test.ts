import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import net from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startHaproxy} from '../../source/demo/haproxy.ts';
import {freePort} from '../../source/demo/listener.ts';
import type {Report} from '../../source/model.ts';
import {testHaproxy} from '../helpers/haproxy.ts';
import {diagnoseHere} from '../helpers/in-process.ts';
import {listen} from '../helpers/loopback.ts';
import {serveWebSocket} from '../helpers/tiny-backend.ts';

/** A server that answers pings, and that hears a FIN without ever closing its own side. */
const startDeafServer = () =>
	listen(socket => {
		serveWebSocket()(socket);
		socket.removeAllListeners('end');
	});

const configuration = (port: number, server: number) => `defaults
	mode http
	timeout connect 2s
	timeout client 2s
	timeout server 6s
frontend fe
	bind 127.0.0.1:${port}
	default_backend be
backend be
	server a 127.0.0.1:${server}
`;

testHaproxy('a server that ignores the FIN at timeout client: deaf from then on, and no firewall is accused', async t => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	const [server, port] = [await startDeafServer(), await freePort()];
	const text = configuration(port, server.port);
	const haproxy = await startHaproxy(text, folder);
	try {
		const config = join(folder, 'told.cfg');
		await writeFile(config, text);
		const {stdout} = await diagnoseHere([`ws://127.0.0.1:${port}/`, '--config', config, '--backend', `127.0.0.1:${server.port}`, '--idle', '8s', '--json']);
		const {verdict, findings} = JSON.parse(stdout) as Report;
		t.deepEqual([verdict?.code, verdict?.certainty], ['idle/client-timeout', 'likely']);
		t.true(findings[0]?.proof.some(({state, says}) => state === 'unseen' && says.includes('ignores the FIN')));
		t.is(findings.find(({code}) => code === 'idle/silent-drop')?.certainty, 'possible');
	} finally {
		await haproxy.close();
		await server.close();
		await rm(folder, {recursive: true, force: true});
	}
});

/** One connection that says nothing, and nobody who pings: FIN comes only at `timeout server`, and HAProxy logs cD. */
testHaproxy('the same by itself ends at timeout server', async t => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	const [server, port] = [await startDeafServer(), await freePort()];
	const haproxy = await startHaproxy(configuration(port, server.port), folder);
	try {
		const took = await new Promise<number>((resolve, reject) => {
			let openedAt = 0;
			const socket = net.connect({port, host: '127.0.0.1'});
			socket.on('error', reject);
			socket.on('data', () => {
				openedAt = performance.now();
			});
			socket.on('end', () => resolve(performance.now() - openedAt));
			socket.write(
				'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
			);
		});
		t.true(took > 5500 && took < 8000, `${took} ms`);
	} finally {
		await haproxy.close();
		await server.close();
		await rm(folder, {recursive: true, force: true});
	}
});
