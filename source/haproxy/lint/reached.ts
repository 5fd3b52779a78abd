import {bindsOf} from '../addresses.ts';
import {anyWebSocket} from '../facts.ts';
import {meantForWebSockets} from '../passed.ts';
import {modeOf} from '../proxies.ts';
import {remember} from '../remember.ts';
import {passRules} from '../rules.ts';
import {arrivingAt} from '../second-pass.ts';
import type {Configuration, Route, Section} from '../types.ts';

/**
 * How WebSockets come to a route: `aimed` at it by a rule or by its name; `sure` when all of this frontend end there;
 * `possible` when they may, and nothing in the frontend is aimed at them.
 */
export type Traffic = 'aimed' | 'sure' | 'possible';
export type Reached = {readonly route: Route; readonly traffic: Traffic};

// What listens at these ports is no WebSocket service, whoever balances it in mode tcp.
const otherServices: ReadonlySet<number> = new Set([
	...[21, 22, 23, 25, 53, 110, 111, 143, 389, 465, 514, 587, 636, 873, 993, 995, 1433, 1521, 1883, 2049, 2181, 2379, 3306, 3389],
	...[5044, 5432, 5671, 5672, 6379, 6432, 8883, 9042, 9092, 11_211, 26_379, 27_017],
]);

const isOtherService = ({frontend, mode}: Route): boolean => mode === 'tcp' && bindsOf(frontend).some(({ports}) => ports && otherServices.has(ports[0]));

/** Whether a frontend surely answers every WebSocket by itself, as one that only redirects does. */
const answersItself = remember((frontend: Section): boolean => {
	const facts = arrivingAt(anyWebSocket, bindsOf(frontend), frontend, undefined);
	return passRules(frontend, facts).answered !== undefined;
});

// An http frontend cannot use a tcp backend (manual §4.2), whatever a dynamic name may give.
const isImpossible = ({frontend, backend}: Route): boolean => modeOf(frontend) === 'http' && modeOf(backend) === 'tcp';

const isClosed = (route: Route): boolean => answersItself(route.frontend) || isImpossible(route);

// The command settles them for its report, and `lint` for its rules.
const known = new WeakSet<readonly Route[]>();

/** The routes, with `websocket: 'no'` where a frontend answers every WebSocket by itself, or cannot hand it on. */
export const settled = (routes: readonly Route[]): readonly Route[] => {
	if (known.has(routes)) return routes;
	const result = routes.map((route): Route => (route.websocket !== 'no' && isClosed(route) ? {...route, websocket: 'no'} : route));
	known.add(result);
	return result;
};

const isAimed = (configuration: Configuration, {websocket, condition, frontend, backend}: Route): boolean =>
	websocket === 'yes' || meantForWebSockets(configuration, frontend, condition, backend.name);

/** The routes that WebSockets can take, in the order of the files. */
export const reachedBy = (configuration: Configuration, routes: readonly Route[]): readonly Reached[] => {
	const open = settled(routes).filter(route => route.websocket !== 'no' && !isOtherService(route));
	const aimed = new Set(open.filter(route => isAimed(configuration, route)));
	const served = new Set([...aimed].map(({frontend}) => frontend));
	const reached: Reached[] = [];
	for (const route of open) {
		if (aimed.has(route)) reached.push({route, traffic: 'aimed'});
		else if (route.chosen === 'yes') reached.push({route, traffic: 'sure'});
		else if (!served.has(route.frontend)) reached.push({route, traffic: 'possible'});
	}
	return reached;
};
