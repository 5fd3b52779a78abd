import {probe} from '../../source/define.ts';
import {readUpgrade} from './observed.ts';
import {type Place, places, spot} from './places.ts';
import {url} from './target.ts';

/** One raw WebSocket handshake at a place. */
export const upgradeAt = ({suffix, title, where, target}: Place) =>
	probe({
		id: `upgrade${suffix}`,
		title: `Handshake at ${title}`,
		needs: [url, where],
		read: readUpgrade,
		plan: (url, where) => `one upgrade request to ${spot(target(url, where))}, at most 15 s`,
		cost: () => 15_000,
		run: (instruments, signal, _notify, url, where) => instruments.upgrade(target(url, where), signal),
	});

type UpgradeStep = ReturnType<typeof upgradeAt>;

export const [upgrade, upgradeAtHaproxy, upgradeAtBackend] = places.map(upgradeAt) as [UpgradeStep, UpgradeStep, UpgradeStep];
