import {atLeast} from '../haproxy/version.ts';
import {keepaliveLines} from './keepalive.ts';
import {finsAct, type Pool, type Setup} from './model.ts';
import {remark, type Section} from './sections.ts';
import {type ServerLine, serversFor} from './servers.ts';
import {haproxyTime} from './time.ts';
import {words} from './word.ts';

/** 16 bytes in base64, as a handshake needs them (RFC 6455 4.1): "ws-doctor-setup!". */
const key = 'd3MtZG9jdG9yLXNldHVwIQ==';

const request = ({hosts}: Setup, path: string) => ['http-check', 'send', 'meth', 'GET', 'uri', path, 'ver', 'HTTP/1.1', 'hdr', 'Host', hosts[0] ?? 'localhost'];

const checkLines = (setup: Setup, paths: readonly string[]): readonly string[] => {
	const {check, checkPath} = setup;
	if (check === 'tcp') return ['option tcp-check'];
	if (check === 'http') return ['option httpchk', words(...request(setup, checkPath))];
	const path = checkPath === '/' ? (paths[0] ?? '/') : checkPath;
	const handshake = ['hdr', 'Upgrade', 'websocket', 'hdr', 'Connection', 'Upgrade', 'hdr', 'Sec-WebSocket-Version', '13', 'hdr', 'Sec-WebSocket-Key', key];
	return ['option httpchk', words(...request(setup, path), ...handshake), '# Without this a 101 counts as a failure.', 'http-check expect status 101'];
};

/** Until 2.5 nothing hashes a variable; an entry that outlives the tunnel timer does the same. */
const byClient = ({release}: Setup, {tunnel}: Pool): readonly string[] =>
	atLeast(release, 2, 6)
		? ['balance hash var(txn.client)', 'hash-type consistent']
		: ['balance leastconn', `stick-table type ipv6 size 100000 expire ${haproxyTime(2 * tunnel.ms)}`, 'stick on var(txn.client)'];

const stickyLines = (setup: Setup, pool: Pool, secure: boolean): readonly string[] => {
	if (pool.stickiness === 'source') return setup.clientHop > 0 ? byClient(setup, pool) : ['balance source', 'hash-type consistent'];
	if (pool.stickiness === 'none') return ['balance leastconn'];
	return ['balance leastconn', `cookie ${pool.name}_server insert indirect nocache httponly${secure ? ' secure' : ''}`];
};

const serverLine = ({name, address, source, named}: ServerLine, cookie: boolean, resolvers: string): string =>
	words(
		'server',
		name,
		address,
		...(cookie ? ['cookie', name] : []),
		...(source ? ['source', source.includes(':') ? `[${source}]` : source] : []),
		...(named ? ['resolvers', resolvers, 'init-addr', 'last,libc,none'] : []),
	);

/** The section that names are looked up by, again and again. */
export const resolversSection = (name: string): Section => ({header: `resolvers ${name}`, lines: ['parse-resolv-conf', 'hold valid 10s']});

const serving = (servers: readonly ServerLine[], cookie: boolean, resolvers: string) => [
	...(servers.length > 1 ? ['option redispatch'] : []),
	'default-server check inter 10s fall 3 rise 2',
	...servers.map(server => serverLine(server, cookie, resolvers)),
];

export type BackendOptions = {
	readonly secure: boolean;
	readonly resolvers: string /** Lines that a complete file has elsewhere. */;
	readonly own?: readonly string[];
};

/** The backend of a pool: its servers, and the only place where a tunnel timer counts. */
export const poolSection = (setup: Setup, pool: Pool, {secure, resolvers, own = []}: BackendOptions): Section => ({
	header: `backend ${pool.name}`,
	lines: [
		...own,
		...stickyLines(setup, pool, secure),
		remark(pool.tunnel.says),
		`timeout tunnel ${haproxyTime(pool.tunnel.ms)}`,
		...(finsAct(setup) ? ['timeout server-fin 30s'] : []),
		...keepaliveLines(setup, 'srv'),
		...checkLines(setup, pool.paths),
		...serving(pool.servers, pool.stickiness === 'cookie', resolvers),
	],
});

/** The backend of everything that is no WebSocket. */
export const webSection = (setup: Setup, addresses: readonly string[], resolvers: string): Section => {
	const {check, checkPath} = setup;
	return {
		header: 'backend web',
		lines: [
			'balance roundrobin',
			...checkLines({...setup, check: check === 'http' ? 'http' : 'tcp', checkPath}, []),
			...serving(serversFor('web', addresses, []), false, resolvers),
		],
	};
};
