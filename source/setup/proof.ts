import {bindsOf} from '../haproxy/addresses.ts';
import type {Existing} from './existing.ts';
import type {Pool, Setup} from './model.ts';
import {haproxyTime} from './time.ts';
import {splitEndpoint} from './values.ts';

type Door = {readonly tls: boolean; readonly host: string; readonly port: number};

const doorOf = ({listen, tls}: Setup, existing: Existing | undefined): Door => {
	if (!existing) {
		const {host = '', port = tls ? 443 : 80} = splitEndpoint(listen[0] ?? '') ?? {};
		return {tls, host, port};
	}

	const binds = bindsOf(existing.frontend);
	const bind = binds.find(({ssl}) => ssl) ?? binds[0];
	return {tls: bind?.ssl ?? false, host: bind?.host ?? '', port: bind?.ports?.[0] ?? 80};
};

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host);
const portOf = ({tls, port}: Door) => (port === (tls ? 443 : 80) ? '' : `:${port}`);

const shortest = 75_000;

/** Long enough that a heartbeat has to come, and never so long that HAProxy itself ends it. */
const idleFor = ({heartbeat, tunnel}: Pool): number => Math.min(Math.max(shortest, 2 * heartbeat), tunnel.ms * 0.9);

/** Where clients come through another hop that takes TLS off, only the public door is theirs. */
const isHidden = ({clientHop, seesClients}: Setup, {tls}: Door) => !tls && (clientHop > 0 || !seesClients);

const doorWords = (setup: Setup, door: Door, path: string): readonly string[] => {
	const local = door.host === '' || door.host === '::' ? '127.0.0.1' : door.host;
	const [name] = setup.hosts;
	if (name !== undefined && isHidden(setup, door)) return [`wss://${name}${path}`];
	return [
		`${door.tls ? 'wss' : 'ws'}://${name ?? bracketed(local)}${portOf(door)}${path}`,
		...['--haproxy', `${bracketed(local)}:${door.port}`],
		// No certificate is made out for an address of this machine.
		...(door.tls && name === undefined ? ['--insecure'] : []),
	];
};

const proofOf = (setup: Setup, pool: Pool, door: Door): readonly string[] => [
	...doorWords(setup, door, pool.paths[0] ?? '/'),
	...['--backend', pool.servers[0]?.address ?? ''],
	...(setup.path.some(hop => hop !== 'haproxy') ? ['--path', setup.path.join(',')] : []),
	...(pool.heartbeat > 0 ? ['--heartbeat', haproxyTime(pool.heartbeat)] : []),
	...['--idle', haproxyTime(Math.floor(idleFor(pool) / 1000) * 1000)],
];

/** What `ws-doctor diagnose` is given to prove the set-up, a row a pool. */
export const proofsFor = (setup: Setup, existing: Existing | undefined): ReadonlyArray<readonly string[]> => {
	const door = doorOf(setup, existing);
	return setup.all.map(pool => proofOf(setup, pool, door));
};
