import {conditionIn} from '../../source/haproxy/condition.ts';
import {decide} from '../../source/haproxy/decide.ts';
import {factsOf} from '../../source/haproxy/facts.ts';
import {rulesIn} from '../../source/haproxy/lint/servers.ts';
import {requestOf} from '../../source/haproxy/request.ts';
import type {Statement} from '../../source/haproxy/types.ts';
import type {ConfigurationText, Location} from '../../source/model.ts';
import {clean} from '../../source/text.ts';
import {routeOf} from './servers.ts';

/** A line of HAProxy's that takes the upgrade out of a request. */
export type Stripping = {readonly location: Location; readonly says: string};

/** Whether a header rule leaves no upgrade behind (measured on 2.6.12: HAProxy puts neither header back). */
const takesOut = ({words}: Statement): boolean => {
	const [, action, name, value] = words.map(({text}) => text.toLowerCase());
	if (name !== 'upgrade' && name !== 'connection') return false;
	if (action === 'del-header') return true;
	return action === 'set-header' && value !== undefined && !value.includes('%') && !value.includes(name === 'upgrade' ? 'websocket' : 'upgrade');
};

/** The rule on the way of a URL's request that surely takes Upgrade or Connection out. */
export const strippingOn = (config: ConfigurationText | undefined, url: string | undefined, haproxy?: string): Stripping | undefined => {
	const route = routeOf(config, url, haproxy);
	if (!route || !url) return;
	const facts = factsOf(requestOf(url, haproxy));
	const [found] = [...new Set([route.frontend, route.backend])].flatMap(section =>
		rulesIn(section, 'http-request').filter(statement => takesOut(statement) && decide(conditionIn(statement.words, 2), section, facts) === 'yes'),
	);
	return found && {location: found.location, says: clean(found.words.map(({text}) => text).join(' '), 200)};
};
