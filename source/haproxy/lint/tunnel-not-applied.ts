import {backends, labelOf} from '../proxies.ts';
import {remember} from '../remember.ts';
import {sectionsWith} from '../statements.ts';
import {timersOf} from '../timers.ts';
import type {Route, Section, Statement} from '../types.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {insertion, wordReplacement} from './fixes.ts';
import {placeOf, statementAt} from './places.ts';
import {lacking, tunnelLines} from './tunnels.ts';
import {routeWords} from './words.ts';

type Uses = {
	/** Routes on which only client and server count: any one, by frontend, and by the line that switches the tunnel timer off. */
	readonly lacking: Route | undefined;
	readonly byFrontend: ReadonlyMap<Section, Route>;
	readonly byZero: ReadonlyMap<string, Route>;
	readonly reached: ReadonlySet<Section>;
	readonly routed: ReadonlySet<Section>;
	/** The sections that backends inherit from. */
	readonly inherited: ReadonlySet<Section>;
};

const inheritedBy = (sections: readonly Section[]): ReadonlySet<Section> => {
	const found = new Set<Section>();
	for (const section of sections) {
		for (let above = section.defaults; above && !found.has(above); above = above.defaults) found.add(above);
	}
	return found;
};

const usesOf = remember(({configuration, routes, reached, backends: targets}: Scene): Uses => {
	const without = lacking(reached).map(({route}) => route);
	return {
		lacking: without[0],
		byFrontend: new Map(without.map(route => [route.frontend, route])),
		byZero: new Map(without.flatMap(route => (route.timers.tunnel ? [[placeOf(route.timers.tunnel.location), route] as const] : []))),
		reached: new Set(targets),
		routed: new Set(routes.map(({backend}) => backend)),
		inherited: inheritedBy(backends(configuration)),
	};
});

type Reason = Pick<Draft, 'severity' | 'why' | 'fixes'> | undefined;

const value = ({words: [, , word]}: Statement) => word?.text ?? '';

const inFrontend = ({configuration}: Scene, uses: Uses, section: Section, statement: Statement): Reason => {
	const route = uses.byFrontend.get(section);
	const why = 'HAProxy reads the tunnel timer from the backend of a connection; in a frontend it is ignored, with a warning at most.';
	if (!route) return {severity: 'note', why, fixes: []};
	const fix = insertion(configuration, route.backend, `timeout tunnel ${value(statement)}`, `Set it in ${labelOf(route.backend)}`);
	return {severity: 'problem', why: `${why} On ${routeWords(route)} timeout client and timeout server count instead.`, fixes: [fix]};
};

const switchedOff = ({configuration}: Scene, {byZero}: Uses, statement: Statement): Reason => {
	const route = byZero.get(placeOf(statement.location));
	if (!route) return undefined;
	const why = `0 does not mean "never": it switches the tunnel timer off, and on ${routeWords(route)} timeout client and timeout server end a quiet WebSocket.`;
	return {severity: 'problem', why, fixes: [wordReplacement(configuration, statement, 2, '1h', 'Set a real value')]};
};

const inBackend = (uses: Uses, section: Section): Reason => {
	if (uses.reached.has(section) || uses.routed.size === 0) return undefined;
	const passesOn = section.kind === 'listen' && !uses.routed.has(section);
	const nobody = passesOn
		? `${labelOf(section)} hands its connections to another backend, whose timers count`
		: `No frontend of these files leads to ${labelOf(section)}`;
	const why = uses.routed.has(section) ? `No WebSocket takes a route to ${labelOf(section)}.` : `${nobody}.`;
	return {severity: uses.lacking ? 'problem' : 'note', why, fixes: []};
};

const inDefaults = ({configuration}: Scene, uses: Uses, section: Section, statement: Statement): Reason => {
	const route = uses.lacking;
	if (uses.inherited.has(section) || !route) return undefined;
	const why = `No backend inherits from these defaults: a section takes the last one above it, or the one named after "from". On ${routeWords(route)} timeout client and timeout server count instead.`;
	const fix = insertion(configuration, route.backend, `timeout tunnel ${value(statement)}`, `Set it in ${labelOf(route.backend)}`);
	return {severity: 'problem', why, fixes: [fix]};
};

const reasonFor = (scene: Scene, section: Section, statement: Statement): Reason => {
	const uses = usesOf(scene);
	if (section.kind === 'frontend') return inFrontend(scene, uses, section, statement);
	const last = timersOf(section).tunnel;
	if (last && !statement.maybe && last.location.line !== statement.location.line)
		return {severity: 'risk', why: `Line ${last.location.line} of the same section takes its place: the last one wins.`, fixes: []};
	if (last?.ms === null) return switchedOff(scene, uses, statement);
	if (section.kind === 'defaults') return inDefaults(scene, uses, section, statement);
	return inBackend(uses, section);
};

/** A tunnel timer that is written where it does nothing. */
export const tunnelNotApplied = lintRule('config/tunnel-not-applied', scene => {
	const drafts: Draft[] = [];
	for (const section of sectionsWith(scene.configuration, 'timeout')) {
		for (const statement of tunnelLines(section)) {
			const reason = reasonFor(scene, section, statement);
			if (!reason) continue;
			const title = `timeout tunnel ${value(statement)} has no effect in ${labelOf(section)}`;
			drafts.push({...reason, location: statementAt(scene.configuration, statement), title});
		}
	}
	return drafts;
});
