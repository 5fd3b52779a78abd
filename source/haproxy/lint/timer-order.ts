import {idleOf} from '../idle.ts';
import {lintRule} from './finding.ts';
import {replacement} from './fixes.ts';
import {groupedBy} from './groups.ts';
import {placeOf, wordFrom} from './places.ts';
import {durationWords, idleWords, routeWords} from './words.ts';

/** Of two passes through HAProxy the outer one has the shorter timer, so its end hides the inner one's. */
export const timerOrder = lintRule('config/timer-order', ({configuration, reached}) => {
	const chained = reached.flatMap(({route}) => {
		const outer = idleOf(route.timers);
		const inner = route.inner?.find(({idle}) => typeof idle.ms === 'number' && typeof outer.ms === 'number' && outer.ms < idle.ms);
		return inner && outer.location && typeof outer.ms === 'number' ? [{route, inner, outer, location: outer.location, ms: outer.ms}] : [];
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
