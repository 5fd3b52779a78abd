import {parseConfiguration} from '../../source/haproxy/parse.ts';
import {requestOf} from '../../source/haproxy/request.ts';
import {routesFor, routesOf} from '../../source/haproxy/route.ts';
import type {Configuration, RouteDecision} from '../../source/haproxy/types.ts';
import type {ConfigurationText, Milliseconds} from '../../source/model.ts';

// Evidence is never changed, so what was read from it once stays true; findings are computed again with each new fact.
const configurations = new WeakMap<ConfigurationText, Configuration>();

/** The configuration behind the evidence `config`. */
export const configurationOf = (text: ConfigurationText): Configuration => {
	const known = configurations.get(text) ?? parseConfiguration(text);
	configurations.set(text, known);
	return known;
};

const decisions = new WeakMap<ConfigurationText, Map<string, RouteDecision>>();

/** Without a URL every route may be meant; a single one is. */
const anyRoute = (configuration: Configuration): RouteDecision => {
	const routes = routesOf(configuration);
	return {routes: routes.map(route => ({...route, chosen: routes.length === 1 ? 'yes' : 'maybe'})), passed: []};
};

/** The routes this URL's upgrade request may take through HAProxy, met at `haproxy` if that is known. */
export const routesMet = (text: ConfigurationText, url: string | undefined, haproxy?: string): RouteDecision => {
	const known = decisions.get(text) ?? new Map<string, RouteDecision>();
	decisions.set(text, known);
	const key = `${url} ${haproxy}`;
	const configuration = configurationOf(text);
	const decision = known.get(key) ?? (url ? routesFor(configuration, requestOf(url, haproxy)) : anyRoute(configuration));
	known.set(key, decision);
	return decision;
};

/** How long a silent WebSocket lives on these routes: where the rungs of a silence test are worth placing. */
export const idleClocks = (text: ConfigurationText | undefined, url: string): readonly Milliseconds[] =>
	text ? routesMet(text, url).routes.flatMap(({idle}) => idle.ms ?? []) : [];
