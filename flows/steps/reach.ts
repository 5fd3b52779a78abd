import {probe} from '../../source/define.ts';
import type {Reach, Target} from '../../source/model.ts';
import {amount, object, oneOf, text} from '../../source/shape.ts';
import {addressOf, type Place, places, spot} from './places.ts';
import {url} from './target.ts';

const outcomes = ['connected', 'refused', 'timeout', 'unreachable', 'not-resolved'] as const;

/** What a TCP connect gave, as a report gives it. */
const readReach = (json: unknown): Reach => {
	const reach = object(json, '{"outcome": "refused", "host", "port"}');
	return {
		...reach,
		outcome: oneOf(reach.outcome, outcomes, 'outcome'),
		host: text(reach.host, 'host to be text'),
		port: amount(reach.port, 'port to be a number'),
	};
};

/** The proxy of the environment is asked for the public URL only: what stands behind it is met directly. */
const asked = (target: Target) => ({
	...addressOf(target),
	...(target.connectTo === undefined && {scheme: target.url.startsWith('wss:') ? ('wss' as const) : ('ws' as const)}),
});

/** Name resolution and TCP connect at a place. */
const reachAt = ({suffix, title, where, target}: Place) =>
	probe({
		id: `reach${suffix}`,
		title: `Reach ${title}`,
		needs: [url, where],
		read: readReach,
		plan: (url, where) => `resolves and connects to ${spot(target(url, where))}, at most 5 s`,
		cost: () => 5000,
		run: (instruments, signal, _notify, url, where) => instruments.reach(asked(target(url, where)), signal),
	});

export const [reach, reachAtHaproxy, reachAtBackend] = places.map(reachAt) as [
	ReturnType<typeof reachAt>,
	ReturnType<typeof reachAt>,
	ReturnType<typeof reachAt>,
];
