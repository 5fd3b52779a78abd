import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {build} from 'esbuild';
import {execa} from 'execa';
import {findHaproxy} from '../../source/demo/haproxy.ts';
import {addMachine, configure, guardMachines, listens, on, plug} from './namespaces.ts';

/** A client and a server with a stateful firewall between them, and a second cable that leads past it. */
export type Firewalled = {
	/** Of the HAProxy that runs on both machines, each in front of the one backend, which is on the server. */
	readonly configPath: string;
	/** Ends what was started and removes the machines; may be called again. */
	readonly close: () => Promise<void>;
};

/** The server as the client reaches it. */
export const server = {throughFirewall: '10.213.2.2', pastFirewall: '10.213.3.2'} as const;

/** The firewall drops what it has forgotten, or answers with RST, by the port that it is sent to. */
export const ports = {drop: {haproxy: 8000, backend: 9000}, reset: {haproxy: 8001, backend: 9001}} as const;

const machines = ['client', 'firewall', 'server'];
const reset = `{${ports.reset.haproxy}, ${ports.reset.backend}}`;
const rules = `table ip firewall {
	chain forward {
		type filter hook forward priority filter; policy drop;
		ct state established accept
		ct state new tcp flags & (fin | syn | rst | ack) == syn accept
		tcp dport ${reset} reject with tcp reset
		tcp sport ${reset} reject with tcp reset
	}
}`;

// AVA brings a program named `nft` too, and npm puts it first in the PATH.
const load = (machine: string) => execa('ip', on(machine, 'nft', '-f', '-'), {input: rules, env: {PATH: '/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin'}});

// Without `loose` a flow in mid-stream is not adopted again, once it was forgotten.
const settings = (seconds: number) =>
	`echo ${seconds} > /proc/sys/net/netfilter/nf_conntrack_tcp_timeout_established
echo 0 > /proc/sys/net/netfilter/nf_conntrack_tcp_loose
echo 1 > /proc/sys/net/ipv4/ip_forward`;

const listenSection = ([name, {haproxy, backend}]: readonly [string, {haproxy: number; backend: number}]) => `
listen ${name}
	bind :${haproxy}
	server application ${server.throughFirewall}:${backend}
`;

const configuration = `defaults
	mode http
	timeout connect 2s
	timeout client 60s
	timeout server 60s
	timeout tunnel 1h
${Object.entries(ports).map(listenSection).join('')}`;

/** The WebSocket server as a program of its own, since a process lives in one network. */
export const backendProgram = async (ports: readonly number[]): Promise<string> => {
	const contents = `import {createServer} from 'node:net';
import {serveWebSocket} from './test/helpers/tiny-backend.ts';
for (const port of ${JSON.stringify(ports)}) createServer({allowHalfOpen: true}, serveWebSocket()).listen(port);`;
	const {outputFiles} = await build({stdin: {contents, resolveDir: '.', loader: 'ts'}, bundle: true, platform: 'node', format: 'esm', write: false});
	return outputFiles[0]?.text ?? '';
};

const connectMachines = async (seconds: number): Promise<void> => {
	for (const machine of machines) await addMachine(machine);
	await plug('outside', {machine: 'client', address: '10.213.1.2'}, {machine: 'firewall', address: '10.213.1.1'});
	await plug('inside', {machine: 'server', address: server.throughFirewall}, {machine: 'firewall', address: '10.213.2.1'});
	await plug('past', {machine: 'client', address: '10.213.3.1'}, {machine: 'server', address: server.pastFirewall});
	await configure('client', 'route', 'add', '10.213.2.0/24', 'via', '10.213.1.1');
	await configure('server', 'route', 'add', '10.213.1.0/24', 'via', '10.213.2.1');
	await load('firewall');
	await execa('ip', on('firewall', 'sh', '-ec', settings(seconds)));
};

/** Starts a program on a machine, with which it ends. */
export const start = (machine: string, argv: readonly string[], input = '') =>
	execa('ip', on(machine, ...argv), {input, reject: false, buffer: false, stdout: 'ignore', stderr: 'inherit'});

/** Builds all of it; the firewall forgets a connection after so many seconds of silence. Rejects where this user may not make networks. */
export const startFirewalled = async (seconds: number): Promise<Firewalled> => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	const configPath = join(folder, 'haproxy.cfg');
	const removeMachines = guardMachines(machines);
	const close = async () => {
		await removeMachines();
		await rm(folder, {recursive: true, force: true});
	};

	try {
		await writeFile(configPath, configuration);
		await connectMachines(seconds);
		const haproxy = (await findHaproxy())?.command ?? 'haproxy';
		start('server', [process.execPath, '--input-type=module', '-'], await backendProgram([ports.drop.backend, ports.reset.backend]));
		for (const machine of ['client', 'server']) start(machine, [haproxy, '-f', configPath, '-db']);
		await Promise.all([listens('server', ports.reset.backend), listens('server', ports.reset.haproxy), listens('client', ports.reset.haproxy)]);
		return {configPath, close};
	} catch (error) {
		await close();
		throw error;
	}
};

/** Whether this user may make networks and filter in them, which even root may not in every container. */
export const mayFirewall = async (): Promise<boolean> => {
	const removeTrial = guardMachines(['trial']);
	try {
		await addMachine('trial');
		await load('trial');
		return true;
	} catch {
		return false;
	} finally {
		await removeTrial();
	}
};
