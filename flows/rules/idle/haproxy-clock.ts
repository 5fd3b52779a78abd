import {agreesInTime} from '../../../source/clocks.ts';
import {formatDuration} from '../../../source/duration.ts';
import type {EffectiveTimer, Route} from '../../../source/haproxy/types.ts';
import type {ProofItem, Timer} from '../../../source/model.ts';
import {routesMet} from '../../reading/configuration.ts';
import {endingOf} from '../../reading/ends.ts';
import {clockOf} from '../../reading/haproxy-hop.ts';
import {isHaproxy} from '../../reading/suspects.ts';
import {lineOf} from '../../reading/words.ts';
import type {Scene} from '../scene.ts';

/** The clock of HAProxy that ends a silent WebSocket on one route it may have taken, or as the operator told it. */
export type HaproxyClock = {
	readonly timer: Timer;
	readonly route?: Route;
	readonly effective?: EffectiveTimer;
	/** The longer timer of the server's side, where it is the client's that fires: a server that ignores HAProxy's FIN keeps the client open until then. */
	readonly lingers?: Timer;
	/** Another route would be as good: the files cannot say which one the request takes. */
	readonly sure: boolean;
};

/** Of two passes through HAProxy the one whose clock ends the connection. */
const bindingPass = (route: Route): Route => (route.idle.inner && route.inner?.[0] ? bindingPass(route.inner[0]) : route);

const fromRoute = (route: Route): readonly HaproxyClock[] => {
	const pass = bindingPass(route);
	const name = pass.idle.by?.replace('timeout ', '') as 'client' | 'server' | 'tunnel' | undefined;
	const effective = name && pass.timers[name];
	const timer = effective && clockOf(effective, pass);
	if (!timer || timer.ms === null) return [];
	const lingers = name === 'client' && pass.timers.server && clockOf(pass.timers.server, pass);
	return [{timer, route: pass, effective, ...(lingers && lingers.ms !== timer.ms && {lingers}), sure: route.chosen === 'yes'}];
};

/** Without a file: what the operator says of HAProxy's timers, by the same arithmetic (tunnel replaces the shorter of client and server). */
const fromOperator = ({hops}: Scene): readonly HaproxyClock[] => {
	const told = hops.filter(({layer}) => layer === 'haproxy').flatMap(({timers}) => timers.filter(({origin, ms}) => origin === 'operator' && ms !== null));
	const named = (name: string) => told.filter(timer => timer.name === name);
	const sides = [...named('timeout client'), ...named('timeout server')].sort((a, b) => (a.ms as number) - (b.ms as number));
	const [timer] = [...named('timeout tunnel'), ...sides];
	const [first, second] = sides;
	const lingers = first && second && timer === first && first.name === 'timeout client' && first.ms !== second.ms ? second : undefined;
	return timer ? [{timer: {...timer, ending: 'fin'}, ...(lingers && {lingers: {...lingers, ending: 'fin'}}), sure: true}] : [];
};

/**
 * The defaults of what runs HAProxy: its tunnel timer, and where nobody else's clock agrees with the cut, the sides', which that one
 * should have replaced (where they are equal, the client's).
 */
const fromDefaults = ({hops, suspects}: Scene, told: readonly HaproxyClock[]): readonly HaproxyClock[] => {
	const known = hops.filter(isHaproxy).flatMap(({timers}) => timers.filter(({origin, kind, ms}) => origin === 'default' && kind === 'idle' && ms !== null));
	const clocks = (words: RegExp, name: string): readonly HaproxyClock[] =>
		known.filter(timer => words.test(timer.name)).map(timer => ({timer: {...timer, name, ending: 'fin'}, sure: true}));
	const tunnels = told.some(({timer}) => timer.name === 'timeout tunnel') ? [] : clocks(/tunnel/, 'timeout tunnel');
	return [...tunnels, ...(told.length > 0 || suspects.length > 0 ? [] : clocks(/client/, 'timeout client'))];
};

/** Every clock by which HAProxy may have ended the connection: one a route it may have taken. */
export const haproxyClocks = (scene: Scene): readonly HaproxyClock[] => {
	const {config, url, haproxy} = scene;
	if (config) return routesMet(config, url, haproxy).routes.flatMap(fromRoute);
	const told = fromOperator(scene);
	return [...told, ...fromDefaults(scene, told)];
};

const agrees = ({cut}: Scene, {timer}: HaproxyClock) => agreesInTime(timer, cut.afterMs) === 'met';

/** The clock of one of these names that agrees with what was seen, else the first that could have ended the connection. */
export const clockNamed = (scene: Scene, ...names: ReadonlyArray<Timer['name']>): HaproxyClock | undefined => {
	const named = haproxyClocks(scene).filter(({timer}) => names.includes(timer.name));
	return named.find(clock => agrees(scene, clock)) ?? named[0];
};

/**
 * Whether the connection may have fallen silent at HAProxy's own timer. Where the client's fires first, HAProxy closes towards the server
 * only; a server that ignores its FIN keeps the client open, and unheard, until the server's timer (measured on 2.6.12).
 */
export const mayLinger = (scene: Scene): boolean => {
	const {cut, atHaproxy, atBackend, logged} = scene;
	const ruledOut = atHaproxy === 'later' || atBackend === 'same' || (logged !== undefined && !logged.state.startsWith('cD'));
	return endingOf(cut) === 'silent' && !ruledOut && haproxyClocks(scene).some(clock => clock.lingers && agrees(scene, clock));
};

/** For a cause outside HAProxy: HAProxy's own clock has to be another. Unknown where its timers are. */
export const anotherClock = (scene: Scene): ProofItem => {
	const clocks = haproxyClocks(scene);
	const says = "HAProxy's own clocks do not agree with the moment of the cut";
	if (clocks.length === 0 && !scene.config) return {says: `${says}: --config <haproxy.cfg> shows them`, state: 'unseen', evidence: []};
	const source = scene.config ? 'config' : clocks.some(({timer}) => timer.origin === 'operator') ? 'timers' : 'path';
	return {says, state: clocks.some(clock => agrees(scene, clock)) ? 'contradicted' : 'met', evidence: [source, 'idle']};
};

/** `"timeout client 30s"` */
export const written = ({timer, effective}: HaproxyClock) =>
	effective ? `"${timer.name} ${effective.written}"` : `"${timer.name}" of ${formatDuration(timer.ms as number)}`;

/** `"timeout client 30s" (haproxy.cfg:14)` */
export const clockWords = (clock: HaproxyClock) => `${written(clock)}${clock.timer.location ? ` (${lineOf(clock.timer.location)})` : ''}`;
