import {rule} from '../../source/define.ts';
import type {Diagnosis, Idle, Path, Rule, Step} from '../../source/model.ts';
import {byAge, directionWords} from '../reading/directions.ts';
import {type Closed, type Comparison, compareWith} from '../reading/ends.ts';
import {overHttp2Words} from '../reading/http2.ts';
import {type Logged, loggedOf} from '../reading/logged.ts';
import {pathOf} from '../reading/path.ts';
import {type Suspect, suspectsOf} from '../reading/suspects.ts';
import {stepsAt} from '../steps/at.ts';
import {config} from '../steps/configuration.ts';
import {clientOnly} from '../steps/directions.ts';
import {idleOverHttp2} from '../steps/http2.ts';
import {application, busy, idle, idleAtBackend, idleAtHaproxy} from '../steps/idle.ts';
import {haproxy, url} from '../steps/target.ts';
import {heartbeat, log, path, termination, timers} from '../steps/told.ts';
import {trials} from '../steps/trials.ts';
import {byName, type Values} from './by-name.ts';
import {busyApplication, isDenied, shownBy, silenceIn} from './silence.ts';

const always = {
	idleAtHaproxy,
	idleAtBackend,
	application,
	busy,
	clientOnly,
	url,
	haproxy,
	config,
	path,
	timers,
	heartbeat,
	termination,
	log,
	trials,
	idleOverHttp2,
};

type Seen = Values<typeof always>;

/** How the silence fared at one place, seen from the cut; undefined where nobody tried, or not for long enough. */
export type PlaceSeen = {readonly name: string; readonly step: string; readonly fared: Comparison | undefined};

/** A cut and everything beside it: what the rules about dropped connections look at. */
export type Scene = Seen & {
	readonly cut: Closed;
	/** How the same silence fared at the next places inward, and a busy connection at the public one, seen from the cut. */
	readonly atHaproxy: Comparison | undefined;
	readonly atBackend: Comparison | undefined;
	readonly whenBusy: Comparison | undefined;
	/** How a connection fared on which the client alone sent. */
	readonly clientAlone: Comparison | undefined;
	/** Every place inward of the public one, outermost first: those that the operator has named, HAProxy, the backend. */
	readonly places: readonly PlaceSeen[];
	readonly hops: Path;
	readonly logged: Logged | undefined;
	/** Hops other than HAProxy whose clock agrees with the cut. */
	readonly suspects: readonly Suspect[];
};

const sceneOf = (cut: Closed, seen: Seen, named: readonly PlaceSeen[]): Scene => {
	const hops = pathOf(seen);
	const [atHaproxy, atBackend, whenBusy, clientAlone] = [
		compareWith(seen.idleAtHaproxy, cut),
		compareWith(seen.idleAtBackend, cut),
		compareWith(seen.busy ?? busyApplication(seen, cut), byAge(cut)),
		compareWith(seen.clientOnly, byAge(cut)),
	];
	return {
		...seen,
		...{
			cut,
			hops,
			logged: loggedOf(seen.termination, seen.log),
			suspects: suspectsOf(hops, {cut, whenBusy, clientAlone}),
			atHaproxy,
			atBackend,
			whenBusy,
			clientAlone,
		},
		places: [...named, {name: 'haproxy', step: 'idleAtHaproxy', fared: atHaproxy}, {name: 'backend', step: 'idleAtBackend', fared: atBackend}],
	};
};

const race = 'idle/heartbeat-race';

type CutRule = {code: string; outranks?: readonly string[]; find: (scene: Scene) => Diagnosis | undefined};

/** An idle timer's finding also says whose silence it watches, and over which protocols. */
const withDirection = (code: string, diagnosis: Diagnosis, {clientAlone, idleOverHttp2, cut}: Scene): Diagnosis =>
	code.startsWith('idle/')
		? {...diagnosis, why: `${diagnosis.why}${directionWords(clientAlone)}${overHttp2Words(compareWith(idleOverHttp2, cut))}`}
		: diagnosis;

const cutRuleAt = (shape: CutRule, names: readonly string[]): Rule => {
	const {code, find} = shape;
	// Whoever owns the clock is a better answer than that the heartbeat loses to it.
	const outranks = [...(shape.outranks ?? []), ...(code === race ? [] : [race])];
	const named: Readonly<Record<string, Step<Idle>>> = Object.fromEntries(names.map(name => [name, stepsAt(name).idle]));
	const [beside, elsewhere] = [byName(always), byName(named)];
	return rule({
		code,
		outranks,
		needs: [idle],
		uses: [...beside.uses, ...elsewhere.uses],
		instead: known => silenceIn({application: known(application), heartbeat: known(heartbeat), trials: known(trials)}) !== undefined,
		find(idle: Idle | undefined, ...values) {
			const told = beside.read(values);
			const {cut, step = 'idle'} = silenceIn(told, idle) ?? {};
			if (cut?.outcome !== 'closed' || isDenied(cut, told)) return;
			const fared = elsewhere.read(values.slice(beside.uses.length));
			const seen = names.map(name => ({name, step: `idleAt:${name}`, fared: compareWith(fared[name], cut)}));
			const scene = sceneOf(cut, told, seen);
			const found = find(scene);
			const diagnosis = found && withDirection(code, found, scene);
			return diagnosis && shownBy({idle: step, ...(!told.busy && {busy: 'application'})}, diagnosis);
		},
		at: more => cutRuleAt(shape, more),
	});
};

/** A rule about a connection that was cut; it has nothing to say about one that survived. */
export const cutRule = (shape: CutRule): Rule => cutRuleAt(shape, []);
