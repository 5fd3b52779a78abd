import type {Severity} from '../../model.ts';
import {idleOf} from '../idle.ts';
import {labelOf} from '../proxies.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {insertion} from './fixes.ts';
import {groupedBy} from './groups.ts';
import {headerAt} from './places.ts';
import type {Reached} from './reached.ts';
import {isMisplaced, lacking} from './tunnels.ts';
import {idleWords, routeWords} from './words.ts';

const isSure = ({route, traffic}: Reached): boolean => traffic === 'aimed' || (traffic === 'sure' && route.mode === 'http');

const severityOf = (ways: readonly Reached[]): Severity => (ways.some(isSure) ? 'problem' : 'risk');

const soonest = (ways: readonly Reached[]): Reached | undefined =>
	ways.toSorted((left, right) => (idleOf(left.route.timers).ms ?? Number.POSITIVE_INFINITY) - (idleOf(right.route.timers).ms ?? Number.POSITIVE_INFINITY))[0];

const draft = ({configuration}: Scene, ways: readonly Reached[]): readonly Draft[] => {
	const first = soonest(ways);
	if (!first) return [];
	const {route} = first;
	const idle = idleOf(route.timers);
	return [
		{
			severity: severityOf(ways),
			location: headerAt(configuration, route.backend),
			title: `No tunnel timer for ${labelOf(route.backend)}: a quiet WebSocket ${idleWords(idle)}`,
			why: `On ${routeWords(route)} nothing takes the place of timeout client and timeout server after the 101, and the shorter one ends a WebSocket on which nothing is sent.`,
			fixes: [insertion(configuration, route.backend, 'timeout tunnel 1h', `Give WebSockets a timer of their own in ${labelOf(route.backend)}`)],
		},
	];
};

/** WebSockets can take a route on which the shorter of client and server ends a quiet one. */
export const noTunnelTimeout = lintRule('config/no-tunnel-timeout', scene => {
	const ways = lacking(scene.reached).filter(({route}) => !isMisplaced(route));
	return [...groupedBy(ways, ({route}) => route.backend).values()].flatMap(group => draft(scene, group));
});
