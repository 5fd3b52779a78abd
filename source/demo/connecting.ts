import {connect, type Socket} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';
import type {Milliseconds} from '../model.ts';
import type {Track} from './listener.ts';

// HAProxy's own fallbacks: three retries (manual §4.2 `retries`), and a pause of a second between them.
const retries = 3;
const pause = 1000;

/** What the promise gives, or undefined when the limit runs out before; without a limit it is awaited for ever. */
export const within = async <Value>(limit: Milliseconds | null | undefined, promise: Promise<Value>): Promise<Value | undefined> => {
	if (!limit) return promise;
	const settled = new AbortController();
	const late = delay(limit, undefined, {signal: settled.signal}).catch(() => undefined);
	return Promise.race([promise, late]).finally(() => settled.abort());
};

const connected = (socket: Socket): Promise<boolean> => new Promise(resolve => socket.once('connect', () => resolve(true)).once('close', () => resolve(false)));

/** Connects as HAProxy does, with its retries; undefined when none succeeds. `limit` is `timeout connect`. */
export const connectTo = async (host: string, port: number, limit: Milliseconds | null | undefined, track: Track): Promise<Socket | undefined> => {
	for (let attempt = 0; attempt <= retries; attempt++) {
		const startedAt = performance.now();
		const socket = track(connect({host, port, allowHalfOpen: true}));
		if (await within(limit, connected(socket))) return socket;
		socket.destroy();
		const spent = performance.now() - startedAt;
		if (attempt < retries && spent < pause) await delay(Math.min(pause, limit ?? pause) - spent);
	}
};
