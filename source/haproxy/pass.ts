import type {Location} from '../model.ts';
import {type Server, serversOf} from './addresses.ts';
import type {Condition} from './condition.ts';
import {switchConditions} from './conditions.ts';
import {decide} from './decide.ts';
import type {Facts} from './facts.ts';
import {idleOf, idleThrough} from './idle.ts';
import {passedBy, shadowed} from './passed.ts';
import {inForce, modeOf} from './proxies.ts';
import {inTable} from './remember.ts';
import {type Passage, passRules} from './rules.ts';
import {arrivingAt, handedOn, type Second, type SecondPasses, secondPass} from './second-pass.ts';
import {type Targets, targetsOf} from './targets.ts';
import {withSetTimeouts} from './timeouts.ts';
import {timersBetween} from './timers.ts';
import type {Configuration, Passed, Route, RouteDecision, Section, Statement, Truth} from './types.ts';
import {serversFor} from './use-server.ts';

/** A request on its way into one frontend. */
export type Pass = {
	readonly configuration: Configuration;
	readonly frontend: Section;
	readonly facts: Facts;
	/** Frontends that it has passed: a loop of listeners ends here. */
	readonly seen: readonly Section[];
	/** Whether it is sure to come here. */
	readonly sure: boolean;
	/** What is behind the listeners of second passes, for thousands of backends may lead to the same one. */
	readonly behind?: SecondPasses;
	/** Keeps the routes that the request does not take, too, and marks them with `websocket: 'no'`. */
	readonly every?: boolean;
};

type Way = {
	readonly pass: Pass;
	readonly passage: Passage;
	readonly backend: Section;
	readonly sure: boolean;
	/** Whether the request comes this way at all. */
	readonly taken: Truth;
	readonly rule?: Statement;
	readonly condition?: Condition | undefined;
};

const passOn = ({configuration, seen}: Pass, {bind, frontend: next, server, sure}: Second, facts: Facts, mode: Route['mode']): readonly Route[] => {
	const arriving = arrivingAt(handedOn(facts, mode, server), [bind], next, server.ports?.[0]);
	return passFrontend({configuration, frontend: next, facts: arriving, seen, sure}).routes;
};

const noRoutes: readonly Route[] = [];

const innerRoutes = ({pass}: Way, servers: readonly Server[], facts: Facts, mode: Route['mode']): readonly Route[] => {
	const second = secondPass(pass.configuration, pass.seen, servers);
	if (!second || pass.seen.length > 5) return noRoutes;
	const fromHere = inTable(
		inTable(pass.behind ?? new Map(), facts, () => new Map()),
		second.bind,
		() => new Map<string, readonly Route[]>(),
	);
	const way = `${mode} ${second.server.ssl} ${second.server.ports?.[0]} ${second.sure}`;
	return inTable(fromHere, way, () => passOn(pass, second, facts, mode));
};

// There are thousands of them, so what a route lacks is not spread into it.
type Built = {-readonly [Member in keyof Route]: Route[Member]};

const behindOf = ({pass, passage, backend}: Way, mode: Route['mode']): Passage =>
	backend === pass.frontend ? passage : passRules(backend, passage.facts.mode === mode ? passage.facts : {...passage.facts, mode});

const routeOf = (way: Way): {route: Route; answered: Passage['answered']} => {
	const {pass, passage, backend} = way;
	const mode = modeOf(pass.frontend) === 'tcp' && modeOf(backend) === 'tcp' ? 'tcp' : 'http';
	const behind = behindOf(way, mode);
	const timers = withSetTimeouts(timersBetween(pass.frontend, backend), backend === pass.frontend ? [passage] : [passage, behind]);
	const {servers, rule: serverRule} = serversFor(backend, behind.facts);
	const inner = innerRoutes(way, servers, behind.facts, mode);
	const route: Built = {
		frontend: pass.frontend,
		backend,
		chosen: way.sure && !behind.answered ? 'yes' : 'maybe',
		timers,
		idle: inner.length === 0 ? idleOf(timers) : idleThrough(inner)(idleOf(timers)),
		mode,
	};
	if (way.rule) route.rule = way.rule.location;
	if (way.condition) {
		route.condition = way.condition;
		route.when = way.condition.written;
	}
	if (pass.every) route.websocket = way.taken === 'no' ? 'no' : 'maybe';
	if (inner.length > 0) route.inner = inner;
	if (serverRule) route.server = {name: serverRule.words[1]?.text ?? '', location: serverRule.location};
	return {route, answered: way.sure ? behind.answered : undefined};
};

type Switch = {readonly statement: Statement; readonly condition: Condition | undefined; readonly truth: Truth};

const truthOf = (pass: Pass, statement: Statement, condition: Condition | undefined, facts: Facts): Truth => {
	const truth = decide(condition, pass.frontend, facts);
	return statement.maybe && truth === 'yes' ? 'unknown' : truth;
};

// Without a rule that matches: `default_backend`, else a `listen` uses its own servers, else HAProxy answers 503.
const fallback = (pass: Pass, passage: Passage, sure: boolean, taken: Truth): readonly Way[] => {
	const rules = inForce(pass.frontend, 'default_backend');
	const ways = rules.flatMap(rule => {
		const targets = targetsOf(pass.configuration, rule.words[1], passage.facts);
		return targets.backends.map(backend => ({pass, passage, backend, rule, taken, sure: sure && rules.length === 1 && !rule.maybe}));
	});
	const own = pass.frontend.kind === 'listen' && serversOf(pass.frontend).length > 0 && rules.every(rule => rule.maybe);
	return own ? [...ways, {pass, passage, backend: pass.frontend, taken, sure: sure && rules.length === 0}] : ways;
};

/** How far the `use_backend` rules have been read. */
type Search = {readonly pass: Pass; readonly passage: Passage; readonly ways: Way[]; readonly passed: Passed[]; sure: boolean; winner?: Statement};

const addWays = ({pass, passage, ways}: Search, {statement, condition}: Switch, targets: Targets, taken: Truth, sure: boolean) => {
	for (const backend of targets.backends) {
		ways.push({pass, passage, backend, rule: statement, taken, sure: sure && targets.sure, condition});
	}
};

const notTaken = (search: Search, {statement, condition, truth}: Switch) => {
	const {configuration, frontend} = search.pass;
	if (search.winner && truth !== 'no') search.passed.push(shadowed(configuration, frontend, statement, condition, search.winner));
	if (!search.winner && condition) search.passed.push(passedBy(configuration, frontend, statement, condition, search.passage.facts));
};

const search = (state: Search, rule: Switch) => {
	const {pass, passage} = state;
	const targets = targetsOf(pass.configuration, rule.statement.words[1], passage.facts);
	if (rule.truth === 'no' || state.winner) {
		if (pass.every) addWays(state, rule, targets, 'no', false);
		else notTaken(state, rule);
		return;
	}
	const decided = rule.truth === 'yes' && targets.sure;
	addWays(state, rule, targets, rule.truth, state.sure && decided);
	if (decided) state.winner = rule.statement;
	else state.sure = false;
};

const searched = (given: Pass): Search => {
	const pass = {...given, seen: [...given.seen, given.frontend], behind: new Map()};
	const passage = passRules(pass.frontend, pass.facts);
	const state: Search = {pass, passage, ways: [], passed: [], sure: pass.sure && !passage.answered};
	switchConditions(pass.frontend).forEach((condition, statement) => {
		search(state, {statement, condition, truth: truthOf(pass, statement, condition, passage.facts)});
	});
	if (!state.winner || pass.every) state.ways.push(...fallback(pass, passage, state.sure && !state.winner, state.winner ? 'no' : 'yes'));
	return state;
};

/** Sends a request through a frontend: the routes that it may take, in order, and the rules that it does not. */
export const passFrontend = (pass: Pass): RouteDecision => {
	const {ways, passed, passage} = searched(pass);
	const ends = ways.map(routeOf);
	const answered = passage.answered ?? ends.find(end => end.answered)?.answered;
	return {routes: ends.map(end => end.route), passed, ...(answered && pass.sure ? {answeredBefore: answered} : {})};
};

/** The lines of a frontend that a request surely does not follow; undefined stands for a `listen`'s own servers. */
export const notFollowed = (pass: Pass): ReadonlySet<Location | undefined> =>
	new Set(searched({...pass, every: true}).ways.flatMap(way => (way.taken === 'no' ? [way.rule?.location] : [])));
