import {writeFile} from 'node:fs/promises';
import {connect} from 'node:net';
import {join} from 'node:path';
import type {Readable} from 'node:stream';
import {setTimeout as delay} from 'node:timers/promises';
import {execa} from 'execa';
import {portOf} from './listener.ts';

/** A running HAProxy. */
export type Haproxy = {
	readonly pid: number;
	/** Ends this process and waits for its end; may be called twice. */
	readonly close: () => Promise<void>;
	/** What it wrote to standard output and standard error so far, at most the last 64 KiB. */
	readonly log: () => string;
};

// Debian keeps it outside an ordinary user's PATH.
const candidates = ['haproxy', '/usr/sbin/haproxy', '/usr/local/sbin/haproxy'];
const logLimit = 65_536;
const startLimit = 5000;

/** The HAProxy of this machine: its command and its version, `2.6.12-1+deb12u4`; undefined without one. */
export const findHaproxy = async (): Promise<{command: string; version: string} | undefined> => {
	for (const command of candidates) {
		const {stdout} = await execa(command, ['-v'], {reject: false, timeout: 5000});
		const version = /^HA-?Proxy version (\S+)/m.exec(stdout ?? '')?.[1];
		if (version) return {command, version};
	}
};

const accepts = (port: number): Promise<boolean> =>
	new Promise(resolve => {
		const finish = (accepted: boolean) => {
			socket.destroy();
			resolve(accepted);
		};

		const socket = connect(port, '127.0.0.1', () => finish(true)).on('error', () => finish(false));
	});

/** Waits until the port accepts; false when `isOver` comes true or five seconds have passed before. */
const comesUp = async (port: number, isOver: () => boolean): Promise<boolean> => {
	const until = performance.now() + startLimit;
	while (!isOver() && performance.now() < until) {
		if (await accepts(port)) return true;
		await delay(10);
	}

	return false;
};

/** Keeps the end of what a program writes. */
const keepLog = (stream: Readable): (() => string) => {
	let log = '';
	stream.on('data', (chunk: Buffer) => {
		log = (log + chunk.toString()).slice(-logLimit);
	});
	return () => log;
};

/** Ends a process when this one is gone, however it went: even killed, it lets go of the pipe. */
const endWithUs = (pid: number): (() => void) => {
	const watcher = execa('sh', ['-c', 'trap "" INT TERM HUP; read -r _; kill "$0"', String(pid)], {reject: false, stdout: 'ignore', stderr: 'ignore'});
	return () => void watcher.kill('SIGKILL');
};

const bindPort = (text: string) => portOf(/^\s*bind (\S+)/m.exec(text)?.[1] ?? '');

/** Runs HAProxy in the foreground on this text, kept as `folder/haproxy.cfg`, and waits until its first `bind` accepts. Rejects with its log when it does not come up. */
export const startHaproxy = async (text: string, folder: string): Promise<Haproxy> => {
	const installed = await findHaproxy();
	if (!installed) throw new Error('haproxy is not installed');
	const file = join(folder, 'haproxy.cfg');
	await writeFile(file, text, {mode: 0o600});
	const options = {reject: false, buffer: false, all: true, stdin: 'ignore', forceKillAfterDelay: 2000} as const;
	// Detached: the terminal's Ctrl-C would end it before the doctor has stopped looking, and what it saw would be no fault of the chain.
	const child = execa(installed.command, ['-f', file, '-db'], {...options, detached: true});
	const log = keepLog(child.all);
	let over = false;
	const end = child.then(() => {
		over = true;
	});
	const unwatch = child.pid === undefined ? () => {} : endWithUs(child.pid);
	const close = async () => {
		child.kill('SIGTERM');
		await end;
		unwatch();
	};

	const up = await comesUp(bindPort(text), () => over);
	if (up && !over && child.pid !== undefined) return {pid: child.pid, close, log};
	await close();
	throw new Error(`haproxy did not start: ${log()}`);
};
