import {bindsOf, listensAt as takesPort} from '../../source/haproxy/addresses.ts';
import {hasWord, serverHas, serverLines} from '../../source/haproxy/lint/servers.ts';
import {activeServers} from '../../source/haproxy/lint/stickiness.ts';
import {requestOf} from '../../source/haproxy/request.ts';
import type {Route, Section, Statement} from '../../source/haproxy/types.ts';
import type {ConfigurationText} from '../../source/model.ts';
import {routesMet} from './configuration.ts';

type Config = ConfigurationText | undefined;

/** The one route that a URL's request takes; undefined where the configuration leaves it open. */
export const routeOf = (config: Config, url: string | undefined, haproxy?: string): Route | undefined => {
	const routes = config ? routesMet(config, url, haproxy).routes : [];
	return routes.length === 1 ? routes[0] : routes.find(({chosen}) => chosen === 'yes');
};

const withoutScheme = (address: string): string => address.replace(/^wss?:\/\//, '');

/** The line of the server that listens there. */
export const serverAt = (backend: Section, address: string): Statement | undefined =>
	serverLines(backend).find(({words: [keyword, , where]}) => keyword?.text === 'server' && where?.text === withoutScheme(address));

/** The line that speaks for the server asked directly: that of its address; where no address is told, the only one that there is. */
const lineFor = (route: Route, address: string | undefined): Statement | undefined => {
	if (address !== undefined) return serverAt(route.backend, address);
	const servers = activeServers(route.backend);
	return servers.length === 1 ? servers[0] : undefined;
};

/** A server on the route of a URL, and its line. */
export type ServerLine = {readonly backend: Section; readonly statement: Statement};

export const serverLineOf = (config: Config, url: string | undefined, address?: string, haproxy?: string): ServerLine | undefined => {
	const route = routeOf(config, url, haproxy);
	const statement = route && lineFor(route, address);
	return route && statement && {backend: route.backend, statement};
};

/** Which version of the PROXY protocol HAProxy sends to a server (manual §5.2); undefined for none, or where the files do not say. */
export const proxyProtocolSent = (config: Config, url: string | undefined, address?: string): 1 | 2 | undefined => {
	const line = serverLineOf(config, url, address);
	if (!line) return;
	const has = (word: string) => serverHas(line.backend, line.statement, word);
	if (['send-proxy-v2', 'send-proxy-v2-ssl', 'send-proxy-v2-ssl-cn'].some(has)) return 2;
	return has('send-proxy') ? 1 : undefined;
};

/** The `bind` line at which a URL's request is met. */
export const bindMet = (config: Config, url: string | undefined, haproxy?: string): Statement | undefined => {
	const route = routeOf(config, url, haproxy);
	if (!route || !url) return;
	const {port} = requestOf(url, haproxy);
	return bindsOf(route.frontend).find(bind => takesPort(bind, port) === true)?.statement;
};

/** Whether the line takes connections only behind a PROXY protocol header (manual §5.1). */
export const expectsProxyProtocol = (bind: Statement | undefined): boolean => bind !== undefined && hasWord(bind, 'accept-proxy');
