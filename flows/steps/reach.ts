import {probe} from '../../source/define.ts';
import type {Reach} from '../../source/model.ts';
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

/** Name resolution and TCP connect at a place. */
const reachAt = ({suffix, title, where, target}: Place) =>
	probe({
		id: `reach${suffix}`,
		title: `Reach ${title}`,
		needs: [url, where],
		read: readReach,
		plan: (url, where) => `resolves and connects to ${spot(target(url, where))}, at most 5 s`,
		cost: () => 5000,
		run: (instruments, signal, _notify, url, where) => instruments.reach(addressOf(target(url, where)), signal),
	});

export const [reach, reachAtHaproxy, reachAtBackend] = places.map(reachAt) as [
	ReturnType<typeof reachAt>,
	ReturnType<typeof reachAt>,
	ReturnType<typeof reachAt>,
];
