import {statementsOf} from '../proxies.ts';
import type {Route, Section, Statement} from '../types.ts';
import type {Reached} from './reached.ts';

const isTunnel = ({words}: Statement) => words[1]?.text === 'tunnel' && words.length > 2;

/** The `timeout tunnel` lines of a section. */
export const tunnelLines = (section: Section): readonly Statement[] => statementsOf(section, 'timeout').filter(isTunnel);

/** Whether no tunnel timer is in force on a route, so that client and server count. */
export const lacksTunnel = ({timers: {tunnel}}: Route): boolean => tunnel === undefined || tunnel.ms === null;

/** Whether a quiet tunnel of this route is cut by `timeout client` or `server`. */
export const isCut = ({timers: {client, server}}: Route): boolean => [client, server].some(timer => timer !== undefined && timer.ms !== null);

/** Whether a tunnel timer is written for this very route, and does nothing: in its frontend, or as 0. */
export const isMisplaced = ({frontend, timers}: Route): boolean =>
	timers.tunnel?.ms === null || (frontend.kind === 'frontend' && tunnelLines(frontend).length > 0);

/** The routes that WebSockets take, and on which only client and server count. */
export const lacking = (reached: readonly Reached[]): readonly Reached[] => reached.filter(({route}) => lacksTunnel(route) && isCut(route));
