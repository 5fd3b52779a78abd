import type {Setup} from './model.ts';
import {lettersOf, unusedName} from './names.ts';
import {words} from './word.ts';

/** The lines that tell WebSockets apart and route them. */
export type Routing = {
	readonly acls: readonly string[];
	/** The ACLs that together make a WebSocket. */
	readonly isWebSocket: readonly [string, string];
	/** What refuses the WebSockets that no pool serves. */
	readonly refusals: readonly string[];
	readonly rules: readonly string[];
	/** Behind them: whoever takes every other path. */
	readonly last: readonly string[];
};

// `path /chat` alone misses /chat/room, and `path_beg /chat` alone takes /chatter as well.
const pathAcls = (name: string, path: string): readonly string[] =>
	path.endsWith('/') ? [words('acl', name, 'path_beg', path)] : [words('acl', name, 'path', path), words('acl', name, 'path_beg', `${path}/`)];

/**
 * The routing of a frontend in which the names of `taken` mean something already. `every`: requests that are no WebSockets take the same
 * way, for polling that precedes an upgrade has to meet the same servers.
 */
export const routingFor = ({hosts, routes, rest}: Setup, every: boolean, taken: ReadonlySet<string> = new Set()): Routing => {
	const used = new Set(taken);
	const claim = (name: string) => {
		const free = unusedName(name, used);
		used.add(free);
		return free;
	};

	const isWebSocket = [claim('is_websocket'), claim('is_upgrade')] as const;
	const isPublic = hosts.length > 0 ? [claim('is_public')] : [];
	const ways = routes.map(({path, pool}) => ({path, pool, acl: claim(`path_${lettersOf(path) || 'root'}`)}));
	const common = every ? isPublic : [...isWebSocket, ...isPublic];
	const refuse = (acls: readonly string[]) => `http-request deny deny_status 404 if ${[...isWebSocket, ...acls.map(acl => `!${acl}`)].join(' ')}`;
	return {
		isWebSocket,
		acls: [
			'# Both headers make a WebSocket, in whatever case (RFC 6455 4.2.1).',
			`acl ${isWebSocket[0]} hdr(Upgrade) -i websocket`,
			`acl ${isWebSocket[1]} hdr(Connection) -i upgrade`,
			...isPublic.map(acl => words('acl', acl, 'hdr(host),host_only', '-i', ...hosts)),
			...ways.flatMap(({acl, path}) => pathAcls(acl, path)),
		],
		refusals: [...isPublic.map(acl => refuse([acl])), ...(rest ? [] : [refuse(ways.map(({acl}) => acl))])],
		rules: ways.map(({pool, acl}) => `use_backend ${pool.name} if ${[...common, acl].join(' ')}`),
		last: rest ? [every ? `default_backend ${rest.name}` : `use_backend ${rest.name} if ${common.join(' ')}`] : [],
	};
};
