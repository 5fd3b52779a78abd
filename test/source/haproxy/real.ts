import {execFile, spawn} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {connect, createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';

const version = new Promise<string | undefined>(resolve => {
	execFile('haproxy', ['-v'], (error, output) => resolve(error ? undefined : /version ([\d.]+)/.exec(output)?.[1]));
});

/** Whether there is a HAProxy to ask; where CI is set there has to be one. */
export const haproxyIsThere = async (t: ExecutionContext): Promise<boolean> => {
	if (await version) return true;
	if (process.env.CI === 'true') t.fail('haproxy is not installed');
	else t.pass('skipped: haproxy is not installed');
	return false;
};

export type Verdict = {readonly accepted: boolean /** Lines that an alert names. */; readonly lines: ReadonlySet<number>; readonly output: string};

const run = (folder: string, files: readonly string[], environment: Readonly<Record<string, string>>) =>
	new Promise<Verdict>(resolve => {
		const options = {cwd: folder, env: {PATH: process.env.PATH ?? '', ...environment}};
		execFile('haproxy', ['-c', ...files.flatMap(name => ['-f', name])], options, (error, stdout, stderr) => {
			const alerts = [...stderr.matchAll(/^\[ALERT\].*$/gm)].map(match => match[0]);
			const lines = new Set(alerts.flatMap(alert => [...alert.matchAll(/\[[\w-]+\.cfg:(\d+)\]/g)].map(match => Number(match[1]))));
			// Exit code 2 says that there is no listener, which is no fault of a fragment; some alerts in headers leave the exit code alone.
			resolve({accepted: (!error || error.code === 2) && alerts.length === 0, lines, output: stderr + stdout});
		});
	});

/** What `haproxy -c` says about these files. */
export const haproxyCheck = async (texts: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Verdict> => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-'));
	try {
		const names = texts.map((_text, index) => (index === 0 ? 'x.cfg' : `x${index}.cfg`));
		await Promise.all(texts.map((text, index) => writeFile(join(folder, names[index] ?? ''), text)));
		return await run(folder, names, environment);
	} finally {
		await rm(folder, {recursive: true});
	}
};

/** A port of loopback that is free now. */
export const freePort = () =>
	new Promise<number>((resolve, reject) => {
		const server = createServer().on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});

const connects = (port: number, host: string) =>
	new Promise<boolean>(resolve => {
		const socket = connect(port, host);
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});

/** Starts HAProxy on a configuration and stops it, by its own process id, when the test is over. */
export const startHaproxy = async (
	t: ExecutionContext,
	text: string,
	port: number,
	host = '127.0.0.1',
	environment: Readonly<Record<string, string>> = {},
): Promise<void> => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-'));
	await writeFile(join(folder, 'x.cfg'), text);
	const running = spawn('haproxy', ['-db', '-f', join(folder, 'x.cfg')], {stdio: ['ignore', 'ignore', 'pipe'], env: {...process.env, ...environment}});
	let output = '';
	running.stderr.on('data', chunk => {
		output = (output + chunk).slice(-4000);
	});
	t.teardown(async () => {
		running.kill('SIGTERM');
		await rm(folder, {recursive: true, force: true});
	});
	for (let tries = 0; tries < 100; tries += 1) {
		if (await connects(port, host)) return;
		if (running.exitCode !== null) break;
		await new Promise(resolve => setTimeout(resolve, 50));
	}
	t.fail(`haproxy did not start: ${output}`);
};
