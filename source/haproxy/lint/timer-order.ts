import {idleOf} from '../idle.ts';
import {remember} from '../remember.ts';
import type {Idle, Route} from '../types.ts';
import {lintRule} from './finding.ts';
import {replacement} from './fixes.ts';
import {groupedBy} from './groups.ts';
import {placeOf, wordFrom} from './places.ts';
import {durationWords, idleWords, routeWords} from './words.ts';

const limitOf = ({idle}: Route) => (typeof idle.ms === 'number' ? idle.ms : -1);

// Thousands of routes may lead to the same inner pass.
const longest = remember((inner: readonly Route[]) => inner.reduce((best, route) => (limitOf(route) > limitOf(best) ? route : best)));

const isShorter = (outer: Idle, inner: Idle) => typeof outer.ms === 'number' && typeof inner.ms === 'number' && outer.ms < inner.ms;

/** Of two passes through HAProxy the outer one has the shorter timer, so its end hides the inner one's. */
export const timerOrder = lintRule('config/timer-order', ({configuration, reached}) => {
	const chained = reached.flatMap(({route}) => {
		const outer = idleOf(route.timers);
		const inner = route.inner && longest(route.inner);
		if (!inner || !isShorter(outer, inner.idle)) return [];
		return outer.location && typeof outer.ms === 'number' ? [{route, inner, outer, location: outer.location, ms: outer.ms}] : [];
	});
	return [...groupedBy(chained, ({location}) => placeOf(location)).values()].map(([{route, inner, outer, location, ms}]) => ({
		severity: 'risk',
		location: wordFrom(configuration, location),
		title: `The outer pass through HAProxy ends a silent WebSocket after ${durationWords(ms)}, before the inner one does`,
		why: `${routeWords(route)} leads to ${routeWords(inner)}, on which a silent WebSocket ${idleWords(inner.idle)}. The shorter clock should be the inner one: now its log sees a client that left.`,
		fixes:
			outer.by === 'timeout tunnel' && route.timers.tunnel && inner.timers.tunnel
				? [replacement(configuration, location, route.timers.tunnel.written, inner.timers.tunnel.written, 'Give the outer pass the same')]
				: [],
	}));
});
