import {freePort} from '../haproxy/real.ts';
import type {Door} from './upgrade-client.ts';

/** A configuration moved to loopback. */
export type Moved = {
	readonly text: string;
	readonly doors: readonly Door[];
	/** How long a tunnel may be silent in it. */
	readonly tunnel: number;
};

/** Silence that the scaled files allow; their other timers are a minute, so that only the tunnel timer explains an end. */
const tunnel = 1800;

/** What stands for the usual limit of 50 for one client: a small machine opens as many at once while silence is short. */
export const usualLimit = 12;

const scaled = (text: string): string =>
	text
		.replace(/^(\s*timeout tunnel) .*$/gm, `$1 ${tunnel}ms`)
		.replace(/(sc_conn_cur\(\d\) gt) 50\b/g, `$1 ${usualLimit}`)
		.replace(/\binter 10s/g, 'inter 300ms')
		.replace(/^\s*(?:user|group) .*\n/gm, '')
		.replace(/^(\s*maxconn) \d+$/gm, '$1 400');

const doorFor = async (bind: string, host: string): Promise<Door> => ({
	host: bind.startsWith('[') ? '::1' : host,
	port: await freePort(),
	tls: / ssl /.test(bind),
});

/** Moves binds and servers to loopback and scales the timers; `host` is a loopback address of its own, at which no outgoing connection can take its ports; `home` says where the server of an address is. */
export const moved = async (text: string, host: string, home: (address: string) => string): Promise<Moved> => {
	const doors: Door[] = [];
	const lines: string[] = [];
	for (const line of scaled(text).split('\n')) {
		const [, before, bind] = /^(\s*bind )(.*)$/.exec(line) ?? [];
		if (before === undefined || bind === undefined) {
			lines.push(line.replace(/^(\s*server \S+ )(\S+)/, (_all, start: string, address: string) => start + home(address)));
			continue;
		}

		const door = await doorFor(bind, host);
		doors.push(door);
		lines.push(`${before}${door.host === '::1' ? '[::1]' : door.host}:${door.port}${bind.replace(/^\S+/, '').replace(/ v[46]\w+/, '')}`);
	}

	return {text: lines.join('\n'), doors, tunnel};
};
