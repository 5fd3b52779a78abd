import {probe} from '../../source/define.ts';
import {addressOf, type Place, places, spot} from './places.ts';
import {url} from './target.ts';

/** Name resolution and TCP connect at a place. */
const reachAt = ({suffix, title, where, target}: Place) =>
	probe({
		id: `reach${suffix}`,
		title: `Reach ${title}`,
		needs: [url, where],
		plan: (url, where) => `resolves and connects to ${spot(target(url, where))}, at most 5 s`,
		cost: () => 5000,
		run: (instruments, signal, _notify, url, where) => instruments.reach(addressOf(target(url, where)), signal),
	});

export const [reach, reachAtHaproxy, reachAtBackend] = places.map(reachAt) as [
	ReturnType<typeof reachAt>,
	ReturnType<typeof reachAt>,
	ReturnType<typeof reachAt>,
];
