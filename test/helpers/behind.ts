import type {Pair} from './certificates.ts';
import {testHaproxy} from './haproxy.ts';
import type {Loopback} from './loopback.ts';
import {type Judge, oneFault, type ServerOptions} from './one-fault.ts';
import {ownHaproxy} from './own-haproxy.ts';
import {type Opened, type Row, refuses} from './refuses.ts';

/** The lines of a haproxy.cfg that differ from a plain one: a frontend, and a backend with one server for each port. */
export type Lines = {
	readonly global?: readonly string[];
	/** Behind the address of the bind line. */
	readonly bind?: string;
	readonly frontend?: readonly string[];
	readonly backend?: readonly string[];
	/** Behind the address of each server line. */
	readonly server?: string | ((index: number) => string);
	/** Sections of one's own. */
	readonly more?: readonly string[];
	readonly fallback?: string;
};

/** A haproxy.cfg of these lines. */
export const configurationOf = (
	{global = [], bind = '', frontend = [], backend = [], server = '', more = [], fallback = 'websocket'}: Lines,
	port: number,
	ports: readonly number[],
): string => {
	const tab = (lines: readonly string[]) => lines.map(line => `\t${line}`);
	const servers = ports.map((port, index) => `server ws${index + 1} 127.0.0.1:${port} ${typeof server === 'string' ? server : server(index)}`.trim());
	return [
		'global',
		...tab(global),
		'defaults',
		...tab(['mode http', 'timeout connect 2s', 'timeout client 30s', 'timeout server 30s']),
		'frontend public',
		...tab([`bind 127.0.0.1:${port} ${bind}`.trim(), ...frontend, `default_backend ${fallback}`]),
		'backend websocket',
		...tab([...backend, ...servers]),
		...more,
		'',
	].join('\n');
};

/** Ends the parts one after another, those in front first. */
export const closing = (parts: ReadonlyArray<{close: () => Promise<unknown>}>) => async () => {
	for (const {close} of parts) await close();
};

export type Behind = {
	readonly path?: string;
	readonly scheme?: 'ws' | 'wss';
	readonly servers?: ReadonlyArray<() => Promise<Loopback>>;
	/** What is told of the backend: its address, that of its first server unless given; null: nothing. */
	readonly backend?: string | null;
	/** What PEM stands for in the lines. */
	readonly pair?: Pair;
};

/** A real HAProxy before servers with one fault each. */
export const behind =
	(lines: Lines, {path = '/ws', scheme = 'ws', servers = [() => oneFault()], backend, pair}: Behind = {}) =>
	async (): Promise<Opened> => {
		const opened = await Promise.all(servers.map(open => open()));
		let config = '';
		const haproxy = await ownHaproxy((port, pem) => {
			config = configurationOf(
				lines,
				port,
				opened.map(({port}) => port),
			).replaceAll('PEM', pem);
			return config;
		}, pair);
		const direct = backend === null ? {} : {backend: backend ?? (opened[0]?.address as string)};
		const close = closing([haproxy, ...opened]);
		return {url: `${scheme}://localhost:${haproxy.port}${path}`, haproxy: haproxy.address, config, ...direct, close};
	};

/** One server with one fault. */
export const judged = (judge: Judge, options?: ServerOptions): Behind => ({servers: [() => oneFault(judge, options)]});

/** A refusal behind a real HAProxy, and its cause; null: no cause can be told. */
export const row = (title: string, code: string | null, open: Row['open'], more: Partial<Row> = {}) => testHaproxy(refuses, {title, code, open, ...more});
