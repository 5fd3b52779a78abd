import {atLeast, type Version, versionOf} from '../haproxy/version.ts';
import {UsageError} from '../usage-error.ts';
import {forwardingHops} from './front.ts';
import {namePools} from './names.ts';
import {type ServerLine, serversFor} from './servers.ts';
import {type Derived, keepaliveFor, tunnelFor} from './timers.ts';
import type {SetupAnswers, Stickiness} from './types.ts';

/** A pool with its names and timers. */
export type Pool = {
	readonly name: string;
	readonly paths: readonly string[];
	readonly servers: readonly ServerLine[];
	readonly heartbeat: number;
	readonly stickiness: Stickiness;
	readonly tunnel: Derived;
};

export type Route = {readonly path: string; readonly pool: Pool};

/** The answers, with all that follows from them. */
export type Setup = SetupAnswers & {
	readonly all: readonly Pool[];
	/** Which pool serves a path, the most specific path first, which is the order of the rules. */
	readonly routes: readonly Route[];
	/** The pool for WebSockets on any other path. */
	readonly rest: Pool | undefined;
	readonly release: Version | undefined;
	readonly keepalive: Derived;
	/** Index from the right of the client's address in X-Forwarded-For; 0 where HAProxy itself sees the client. */
	readonly clientHop: number;
	/** Whether one client can be told from another. */
	readonly seesClients: boolean;
};

const routesOf = (pools: readonly Pool[]): readonly Route[] =>
	pools.flatMap(pool => pool.paths.map(path => ({path, pool}))).sort((one, other) => other.path.length - one.path.length);

/** Whether `client-fin` and `server-fin` do anything: in mode http only before 2.9. An unknown release may be an old one. */
export const finsAct = ({release}: Setup): boolean => atLeast(release, 2, 9) !== true;

const releaseFor = (version: string | undefined): Version | undefined => {
	const release = versionOf(version);
	if (atLeast(release, 2, 4) === false) throw new UsageError(`HAProxy ${version} is too old for this set-up: expected 2.4 or later.`);
	return release;
};

const poolsOf = ({paths, servers, pools, heartbeat, stickiness, sources}: SetupAnswers, taken: ReadonlySet<string>): readonly Pool[] => {
	const asked = [{paths, servers, heartbeat, stickiness}, ...pools].map(pool => ({...pool, paths: pool.paths.includes('/') ? [] : pool.paths}));
	if (asked.filter(pool => pool.paths.length === 0).length > 1) throw new UsageError('Two pools take every path: expected "paths" in all of them but one.');
	const names = namePools(asked, taken);
	return asked.map((pool, index): Pool => {
		const own = {heartbeat: pool.heartbeat ?? heartbeat, stickiness: pool.stickiness ?? stickiness};
		const name = names[index] ?? '';
		return {name, paths: pool.paths, servers: serversFor(name, pool.servers, sources), ...own, tunnel: tunnelFor(own.heartbeat)};
	});
};

/** Works the answers out; `taken` are names that the file already has. Throws a `UsageError`. */
export const setupOf = (answers: SetupAnswers, installed: string | undefined, taken: ReadonlySet<string> = new Set()): Setup => {
	const {trusted, version} = answers;
	const all = poolsOf(answers, taken);
	const hops = forwardingHops(answers);
	return {
		...answers,
		all,
		routes: routesOf(all),
		rest: all.find(({paths}) => paths.length === 0),
		release: releaseFor(version === 'installed' ? installed : version),
		keepalive: keepaliveFor(answers),
		clientHop: trusted.length > 0 ? hops : 0,
		seesClients: hops === 0 || trusted.length > 0,
	};
};
