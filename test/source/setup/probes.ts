import type {Stickiness} from '../../../source/setup/types.ts';
import {type Asked, ask, type Door, type Reply, statusOf} from './upgrade-client.ts';

/** A pool as the answers tell it. */
export type ToldPool = {readonly path: string; readonly servers: readonly string[]; readonly stickiness: Stickiness};

const serverOf = async (door: Door, asked: Asked): Promise<string | undefined> => {
	const {headers, socket} = await ask(door, asked);
	socket.destroy();
	return headers['x-server'];
};

/** What is wrong with the handshakes of a pool: plain ones, ones in odd case, and ones below its path. */
export const upgradeFaults = async (door: Door, {path, servers}: ToldPool): Promise<readonly string[]> => {
	const odd = ['upgrade: WebSocket', 'CONNECTION: keep-alive, UPGRADE', 'sec-websocket-version: 13', 'sec-websocket-key: d3MtZG9jdG9yLXNldHVwIQ=='];
	const below = path === '/' ? '/any/where' : `${path.replace(/\/$/, '')}/room?id=1`;
	const tried = await Promise.all([{path}, {path, upgrade: odd}, {path: below}].map(asked => ask(door, asked)));
	for (const {socket} of tried) socket.destroy();
	return tried.flatMap(({status, headers}, index) =>
		status === 101 && servers.includes(headers['x-server'] ?? '') ? [] : [`upgrade ${index} at ${path}: ${status} by ${headers['x-server']}`],
	);
};

const byCookie = async (door: Door, path: string): Promise<readonly string[]> => {
	const first = await ask(door, {path});
	const [cookie = '', ...attributes] = (first.headers['set-cookie'] ?? '').split('; ');
	const again = await Promise.all([1, 2, 3].map(() => serverOf(door, {path, headers: [`Cookie: ${cookie}`]})));
	first.socket.destroy();
	const secure = attributes.includes('Secure') === door.tls ? [] : ['the cookie is Secure without TLS, or not with it'];
	const faults = [...secure, ...(attributes.includes('HttpOnly') ? [] : ['the cookie is not HttpOnly'])];
	return again.every(server => server === first.headers['x-server'])
		? faults
		: [...faults, `cookie ${cookie} of ${first.headers['x-server']} leads to ${again}`];
};

const bySource = async (door: Door, path: string): Promise<readonly string[]> => {
	// What a stick table is to remember has to have happened once.
	const asked = {path, headers: ['X-Forwarded-For: 198.51.100.1, 192.0.2.7']};
	const first = await ask(door, asked);
	const held = [first, ...(await Promise.all([1, 2, 3].map(() => ask(door, asked))))];
	const seen = new Set(held.map(({headers}) => headers['x-server']));
	for (const {socket} of held) socket.destroy();
	return seen.size === 1 ? [] : [`one address came to ${[...seen]}`];
};

const byLoad = async (door: Door, {path, servers}: ToldPool): Promise<readonly string[]> => {
	const held: Reply[] = [];
	for (const _server of servers) held.push(await ask(door, {path}));
	for (const {socket} of held) socket.destroy();
	const seen = new Set(held.map(({headers}) => headers['x-server']));
	return seen.size === servers.length ? [] : [`${servers.length} open WebSockets stand on ${[...seen]}`];
};

/** What is wrong with where a client comes back to. */
export const stickinessFaults = (door: Door, pool: ToldPool): Promise<readonly string[]> => {
	if (pool.stickiness === 'cookie') return byCookie(door, pool.path);
	return pool.stickiness === 'source' ? bySource(door, pool.path) : byLoad(door, pool);
};

const lifeOf = async (door: Door, path: string, beat: number | undefined, limit: number): Promise<number> => {
	const {socket} = await ask(door, {path});
	const since = performance.now();
	const timer = beat === undefined ? undefined : setInterval(() => socket.write('\u0089\u0080\u0000\u0000\u0000\u0000'), beat);
	const ended = new Promise<void>(
		resolve =>
			void socket
				.once('end', resolve)
				.once('close', resolve)
				.once('error', () => resolve()),
	);
	socket.resume();
	await Promise.race([ended, new Promise(resolve => setTimeout(resolve, limit))]);
	clearInterval(timer);
	socket.destroy();
	return performance.now() - since;
};

/** What is wrong with silence: it has to end a WebSocket at the tunnel timer, and a heartbeat of a third of that has to keep it. */
export const idleFaults = async (door: Door, {path}: ToldPool, tunnel: number): Promise<readonly string[]> => {
	const limit = tunnel + 500;
	const [silent, beating] = await Promise.all([lifeOf(door, path, undefined, limit), lifeOf(door, path, tunnel / 3, limit)]);
	const ended = Math.abs(silent - tunnel) < 300 ? [] : [`silence at ${path} ended a WebSocket after ${Math.round(silent)} ms, not ${tunnel}`];
	return beating >= limit - 20 ? ended : [...ended, `a beating WebSocket at ${path} ended after ${Math.round(beating)} ms`];
};

/** What is wrong with the limit: so many WebSockets at a time, and 429 for one more; another client is not concerned where clients can be told apart. */
export const limitFaults = async (
	door: Door,
	path: string,
	{limit, forwarded}: {readonly limit: number; readonly forwarded: boolean},
): Promise<readonly string[]> => {
	const headers = forwarded ? ['X-Forwarded-For: 198.51.100.9, 192.0.2.99'] : [];
	const tries = limit === 0 ? 30 : limit;
	// WebSockets of the probes before count until HAProxy has seen their ends.
	await new Promise(resolve => setTimeout(resolve, 150));
	const held = await Promise.all(Array.from({length: tries}, () => ask(door, {path, headers})));
	const over = await statusOf(door, {path, headers});
	const other = forwarded ? await statusOf(door, {path, headers: ['X-Forwarded-For: 192.0.2.1']}) : 101;
	for (const {socket} of held) socket.destroy();
	const refused = held.filter(({status}) => status !== 101).length;
	return [
		...(refused === 0 ? [] : [`${refused} of ${tries} allowed WebSockets were refused`]),
		...(over === (limit === 0 ? 101 : 429) ? [] : [`one more than ${limit} got ${over}`]),
		...(other === 101 ? [] : [`another client got ${other}`]),
	];
};

/** What is wrong with the limit on handshakes in 10 s: one more than so many, one after the other, gets 429. */
export const rateFaults = async (door: Door, path: string, most: number): Promise<readonly string[]> => {
	const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
	let last = 0;
	// Time for HAProxy to see what has ended: the limit on open ones must not answer in place of this one.
	await pause(300);
	for (let tried = 0; tried <= most && last !== 429; tried += 1) {
		last = await statusOf(door, {path});
		await pause(40);
	}

	return last === 429 ? [] : [`${most} handshakes and one more got ${last}`];
};
