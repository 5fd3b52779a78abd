import {readdir, readFile} from 'node:fs/promises';
import type {HostLimits} from '../model.ts';

/** More processes than this are not looked through. */
const most = 20_000;
const few = 20;

const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** Each number of a file of /proc, as far as there are any. */
const numbers = (text: string): readonly number[] => (text.match(/\d{1,15}/g) ?? []).map(Number);

/** The soft limit of open files, in `/proc/PID/limits` (proc(5)). */
const openFiles = (limits: string): number | undefined => Number(/^Max open files\s+(\d{1,15})\s/m.exec(limits)?.[1] ?? Number.NaN) || undefined;

/** The limit of each HAProxy that runs here; files of other processes may be read by everybody. */
const haproxiesHere = async (root: string): Promise<readonly number[]> => {
	const ids = (await readdir(root).catch(() => [])).filter(name => /^\d{1,10}$/.test(name)).slice(0, most);
	const found: number[] = [];
	for (const id of ids) {
		if (found.length === few) break;
		if ((await read(`${root}/${id}/comm`)).trim() !== 'haproxy') continue;
		found.push(...[openFiles(await read(`${root}/${id}/limits`)) ?? []].flat());
	}
	return found;
};

/** What this host allows, by Linux's /proc; what cannot be read is left out. Never rejects. */
export const readHostLimits = async (root = '/proc'): Promise<HostLimits> => {
	const [range, nrOpen, haproxies] = await Promise.all([read(`${root}/sys/net/ipv4/ip_local_port_range`), read(`${root}/sys/fs/nr_open`), haproxiesHere(root)]);
	const [from, to] = numbers(range);
	const [open] = numbers(nrOpen);
	return {
		haproxies: haproxies.length,
		...(from !== undefined && to !== undefined && to >= from && {ports: to - from + 1}),
		...(open !== undefined && {nrOpen: open}),
		...(haproxies.length > 0 && {openFiles: Math.min(...haproxies)}),
	};
};
