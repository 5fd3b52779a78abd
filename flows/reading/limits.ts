import {serversOf} from '../../source/haproxy/addresses.ts';
import {globalLine} from '../../source/haproxy/lint/globals.ts';
import {frontendLimit, limitIn, serverValue} from '../../source/haproxy/lint/servers.ts';
import {activeServers} from '../../source/haproxy/lint/stickiness.ts';
import type {Route, Statement} from '../../source/haproxy/types.ts';
import type {ConfigurationText, Location} from '../../source/model.ts';
import {configurationOf} from './configuration.ts';

/** A number of connections that may not be exceeded, and where it is set. */
export type Limit = {readonly most: number; readonly location: Location; readonly says: string};

const limitAt = (statement: Statement | undefined, text: string | undefined, says: string): Limit | undefined => {
	const most = limitIn(text);
	return statement && most ? {most, location: statement.location, says: `${says} ${most}`} : undefined;
};

/** A keyword of `global` with a number: `maxconn`, `ulimit-n`, `fd-hard-limit`. */
export const globalLimit = (config: ConfigurationText, keyword: string): Limit | undefined => {
	const statement = globalLine(configurationOf(config), keyword);
	return limitAt(statement, statement?.words[1]?.text, keyword);
};

/** What makes HAProxy stop accepting: `maxconn` of the process and of the frontend, the lower one first (manual §3.2, §4.2). */
export const acceptLimits = (config: ConfigurationText, {frontend}: Route): readonly Limit[] => {
	const own = frontendLimit(frontend);
	const limits = [globalLimit(config, 'maxconn'), limitAt(own?.statement, String(own?.limit), `maxconn of ${frontend.kind} ${frontend.name}:`)];
	return limits.filter(limit => limit !== undefined).sort((one, other) => one.most - other.most);
};

/** The `maxconn` of each server that has one; an upgrade that finds all of them reached waits in the queue (manual §5.2). */
export const serverLimits = ({backend}: Route): readonly Limit[] =>
	activeServers(backend).flatMap(server => limitAt(server, serverValue(backend, server, 'maxconn'), `maxconn of server ${server.words[1]?.text}:`) ?? []);

/** Ephemeral ports of Linux unless somebody has widened the range (ip-sysctl, ip_local_port_range: 32768 to 60999). */
export const ephemeralPorts = 28_232;

/** How many tunnels a route's servers can take from one source address: that many ports for each address and port of a server. Undefined where sources or server addresses multiply out of sight. */
export const tunnelsBySource = ({backend}: Route, ports = ephemeralPorts): number | undefined => {
	const servers = serversOf(backend);
	const hidden = servers.some(
		({path, statement}) => path !== undefined || statement.words[0]?.text !== 'server' || serverValue(backend, statement, 'source') !== undefined,
	);
	if (servers.length === 0 || hidden || backend.statements.some(({words}) => words[0]?.text === 'source')) return;
	return ports * new Set(servers.map(({host, ports}) => `${host} ${ports?.join()}`)).size;
};
