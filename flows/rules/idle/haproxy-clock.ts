import {agreesInTime} from '../../../source/clocks.ts';
import {formatDuration} from '../../../source/duration.ts';
import type {EffectiveTimer, Route} from '../../../source/haproxy/types.ts';
import type {Hop, ProofItem, Timer} from '../../../source/model.ts';
import {routesMet} from '../../reading/configuration.ts';
import {clockOf} from '../../reading/path.ts';
import {isHaproxy} from '../../reading/suspects.ts';
import {cutWords, lineOf} from '../../reading/words.ts';
import {compared, manner} from '../proof.ts';
import type {Scene} from '../scene.ts';
import {atNamedPlaces} from '../segment.ts';

/** The clock of HAProxy that ends a silent WebSocket on one route it may have taken, or as the operator told it. */
export type HaproxyClock = {
	readonly timer: Timer;
	readonly route?: Route;
	readonly effective?: EffectiveTimer;
	/** Another route would be as good: the files cannot say which one the request takes. */
	readonly sure: boolean;
};

const nameOf = (timer: Timer) => timer.name.replace('timeout ', '') as 'client' | 'server' | 'tunnel';

/** Of two passes through HAProxy the one whose clock ends the connection. */
const bindingPass = (route: Route): Route => (route.idle.inner && route.inner?.[0] ? bindingPass(route.inner[0]) : route);

const fromRoute = (route: Route): readonly HaproxyClock[] => {
	const pass = bindingPass(route);
	const effective = pass.idle.by && pass.timers[nameOf({name: pass.idle.by} as Timer)];
	const timer = effective && clockOf(effective, pass);
	return timer && timer.ms !== null ? [{timer, route: pass, effective, sure: route.chosen === 'yes'}] : [];
};

/** Without a file: what the operator says of HAProxy's timers, by the same arithmetic (tunnel replaces the shorter of client and server). */
const fromOperator = ({hops}: Scene): readonly HaproxyClock[] => {
	const told = hops.filter(({layer}) => layer === 'haproxy').flatMap(({timers}) => timers.filter(({origin, ms}) => origin === 'operator' && ms !== null));
	const named = (name: string) => told.filter(timer => timer.name === name);
	const sides = [...named('timeout client'), ...named('timeout server')].sort((a, b) => (a.ms as number) - (b.ms as number));
	const [timer] = [...named('timeout tunnel'), ...sides];
	return timer ? [{timer: {...timer, ending: 'fin'}, sure: true}] : [];
};

/** Every clock by which HAProxy may have ended the connection: one a route it may have taken. */
export const haproxyClocks = (scene: Scene): readonly HaproxyClock[] => {
	const {config, url, haproxy} = scene;
	return config ? routesMet(config, url, haproxy).routes.flatMap(fromRoute) : fromOperator(scene);
};

const agrees = ({cut}: Scene, {timer}: HaproxyClock) => agreesInTime(timer, cut.afterMs) === 'met';

/** The clock of one of these names that agrees with what was seen, else the first that could have ended the connection. */
export const clockNamed = (scene: Scene, ...names: ReadonlyArray<Timer['name']>): HaproxyClock | undefined => {
	const named = haproxyClocks(scene).filter(({timer}) => names.includes(timer.name));
	return named.find(clock => agrees(scene, clock)) ?? named[0];
};

/** For a cause outside HAProxy: HAProxy's own clock has to be another. Unknown where its timers are. */
export const anotherClock = (scene: Scene): ProofItem => {
	const clocks = haproxyClocks(scene);
	const says = "HAProxy's own clocks do not agree with the moment of the cut";
	if (clocks.length === 0 && !scene.config) return {says, state: 'unseen', evidence: []};
	return {says, state: clocks.some(clock => agrees(scene, clock)) ? 'contradicted' : 'met', evidence: [scene.config ? 'config' : 'timers', 'idle']};
};

/** HAProxy logs a client's and a tunnel's timer as `cD`, a server's as `sD` (HAProxy manual §8.5; measured). */
const logged = ({name}: Timer, {termination}: Scene): readonly ProofItem[] => {
	if (termination === undefined) return [];
	const letters = name === 'timeout server' ? 'sD' : 'cD';
	return [
		{says: `HAProxy logs ${letters}, as it does for this timer`, state: termination.startsWith(letters) ? 'met' : 'contradicted', evidence: ['termination']},
	];
};

const written = ({timer, effective}: HaproxyClock) =>
	effective ? `"${timer.name} ${effective.written}"` : `"${timer.name}" of ${formatDuration(timer.ms as number)}`;

/** `"timeout client 30s" (haproxy.cfg:14)` */
export const clockWords = (clock: HaproxyClock) => `${written(clock)}${clock.timer.location ? ` (${lineOf(clock.timer.location)})` : ''}`;

/** Another hop's clock that agrees as well, and that no comparison has cleared: what a person has set weighs as much as the file, a default less. */
const rivals = ({suspects, hops, atHaproxy, atBackend}: Scene): readonly ProofItem[] => {
	const haproxy = hops.findIndex(isHaproxy);
	const cleared = (hop: Hop) => (hops.indexOf(hop) < haproxy ? atHaproxy === 'same' : atBackend === 'later');
	return suspects
		.filter(({hop}) => !cleared(hop))
		.map(({hop, timer}) => ({
			says: `it is not ${hop.product}, whose ${timer.name} agrees as well`,
			state: 'unseen',
			decisive: timer.origin === 'operator',
			evidence: [],
		}));
};

/** Any byte resets a timer of HAProxy, unless its streams are independent. */
const direction = ({resetBy}: Timer, {clientAlone}: Scene): readonly ProofItem[] =>
	resetBy === 'server' || resetBy === 'each'
		? compared('with independent streams, what the client alone sends does not keep the connection', clientAlone, ['same'], 'clientOnly')
		: compared('what the client alone sends keeps the connection', clientAlone, ['later'], 'clientOnly');

/** What proves that this clock of HAProxy ended the connection: moment, manner, place, and what others saw. */
export const proofOf = (clock: HaproxyClock, scene: Scene): readonly ProofItem[] => {
	const {timer, sure} = clock;
	const {cut} = scene;
	const source = timer.origin === 'configured' ? 'config' : 'timers';
	return [
		{
			says: `the cut came ${cutWords(cut)}, and ${written(clock)} is ${formatDuration(timer.ms as number)}`,
			state: agreesInTime(timer, cut.afterMs),
			decisive: true,
			evidence: ['idle', source],
		},
		...manner(timer.ending ?? 'fin', cut),
		...(sure ? [] : [{says: 'the request takes this route, which the file alone cannot decide', state: 'unseen', evidence: []} as ProofItem]),
		...atNamedPlaces(scene, 'same'),
		...compared('asked directly, HAProxy cuts at the same moment', scene.atHaproxy, ['same'], 'idleAtHaproxy'),
		...compared('asked directly, the backend keeps the silent connection longer', scene.atBackend, ['later'], 'idleAtBackend'),
		...compared('a connection with pings lives longer', scene.whenBusy, ['later'], 'busy'),
		...direction(timer, scene),
		...rivals(scene),
		...logged(timer, scene),
	];
};
