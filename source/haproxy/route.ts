import {bindsOf} from './addresses.ts';
import {candidates} from './candidates.ts';
import {anyPlainRequest, anyWebSocket, type Facts, factsOf} from './facts.ts';
import {notFollowed, type Pass, passFrontend} from './pass.ts';
import {patternFilesOf} from './pattern-files.ts';
import {frontends} from './proxies.ts';
import {arrivingAt} from './second-pass.ts';
import type {Configuration, Request, Route, RouteDecision, Section} from './types.ts';
import {mayHave} from './vocabulary.ts';

/** Which way a request goes: decided where ports, rules and ACLs can be decided from the request and the files, else all it may take. */
export const routesFor = (configuration: Configuration, request: Request): RouteDecision => {
	const decisions = candidates(configuration, request.port, request.address).map(({frontend, binds, sure}) => {
		const facts = arrivingAt({...factsOf(request), files: patternFilesOf(configuration)}, binds, frontend, request.port);
		return passFrontend({configuration, frontend, facts, seen: [], sure});
	});
	const answered = decisions.find(decision => decision.answeredBefore)?.answeredBefore;
	return {
		routes: decisions.flatMap(decision => decision.routes),
		passed: decisions.flatMap(decision => decision.passed),
		...(answered ? {answeredBefore: answered} : {}),
	};
};

// Nothing is known but what every such request has: rules that hold for it are taken, all others may be.
const passOf = (configuration: Configuration, frontend: Section, facts: Facts): Pass => {
	const arriving = arrivingAt({...facts, files: patternFilesOf(configuration)}, bindsOf(frontend), frontend, undefined);
	return {configuration, frontend, facts: arriving, seen: [], sure: true, every: true};
};

// What only a WebSocket's request has.
const handshakeHeaders = /upgrade|sec-websocket-/i;

const routesFrom = (configuration: Configuration, frontend: Section): readonly Route[] => {
	const {routes} = passFrontend(passOf(configuration, frontend, anyWebSocket));
	// Where no rule can tell them apart, plain requests go the same ways.
	if (!mayHave(configuration, handshakeHeaders)) return routes;
	const closed = notFollowed(passOf(configuration, frontend, anyPlainRequest));
	return routes.map(route => (route.websocket !== 'no' && closed.has(route.rule) ? {...route, websocket: 'yes'} : route));
};

/** Every route of the files, whether or not a WebSocket takes it; `websocket` says so. */
export const routesOf = (configuration: Configuration): readonly Route[] => frontends(configuration).flatMap(frontend => routesFrom(configuration, frontend));
