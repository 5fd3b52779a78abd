import {labelOf, statementsOf} from './proxies.ts';
import {takesEffect, timerFrom, timersOf} from './timers.ts';
import type {Configuration, EffectiveTimer, Route, Section} from './types.ts';

/** A tunnel timer that the files set where it does nothing for a route, and why. */
export type UnusedTunnel = EffectiveTimer & {readonly because: string};

const tunnelsIn = (section: Section): readonly EffectiveTimer[] =>
	statementsOf(section, 'timeout').flatMap(statement => {
		const [, name, value] = statement.words;
		return name?.text === 'tunnel' && value ? [timerFrom('tunnel', value, statement, section)] : [];
	});

const ancestors = (section: Section | undefined): readonly Section[] => (section ? [section, ...ancestors(section.defaults)] : []);

const reason = (timer: EffectiveTimer, section: Section, route: Route): string => {
	const {frontend, backend, timers} = route;
	const label = labelOf(section);
	if (timer.ms === null && ancestors(backend).includes(section)) return `0 switches the tunnel timer off for ${labelOf(backend)}`;
	if (!takesEffect('tunnel', section.kind)) return 'a tunnel timer in a frontend has no effect: HAProxy reads it from the backend';
	if (ancestors(backend).includes(section)) {
		const winner = timers.tunnel ?? timersOf(backend).tunnel;
		return winner ? `line ${winner.location.line} (${winner.section}) takes its place` : 'it is not in force here';
	}
	if (route.inner?.some(inner => inForce(timer, inner))) return 'it holds for the second pass through HAProxy only, and the first pass has its own clocks';
	if (section.kind !== 'defaults') return `it is in ${label}, and this route ends in ${labelOf(backend)}`;
	const inherited = backend.defaults ? `${labelOf(backend.defaults)} of line ${backend.defaults.location.line}` : 'no defaults at all';
	const side = ancestors(frontend).includes(section) ? `only the frontend inherits from it; ` : '';
	return `${side}${labelOf(backend)} inherits from ${inherited}`;
};

// Nearest first: the backend and what it inherits, the frontend's side, other proxies, other defaults.
const distance = (section: Section, {frontend, backend}: Route): number => {
	const own = ancestors(backend).indexOf(section);
	if (own >= 0) return own;
	const front = ancestors(frontend).indexOf(section);
	if (front >= 0) return 100 + front;
	return section.kind === 'defaults' ? 400 : 300;
};

const inForce = (timer: EffectiveTimer, route: Route) => {
	const tunnel = route.timers.tunnel;
	return tunnel !== undefined && tunnel.ms !== null && tunnel.location.file === timer.location.file && tunnel.location.line === timer.location.line;
};

/** Every tunnel timer of the files that has no effect on this route, nearest first. */
export const unusedTunnels = (configuration: Configuration, route: Route): readonly UnusedTunnel[] =>
	configuration.sections
		.map(section => ({section, far: distance(section, route)}))
		.toSorted((left, right) => left.far - right.far)
		.flatMap(({section}) =>
			tunnelsIn(section)
				.filter(timer => !inForce(timer, route))
				.map(timer => ({...timer, because: reason(timer, section, route)})),
		);
