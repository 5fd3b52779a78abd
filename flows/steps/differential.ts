import {probe} from '../../source/define.ts';
import type {ConfigurationText, Target, Upgrade} from '../../source/model.ts';
import {config} from './configuration.ts';
import {readUpgrade} from './observed.ts';
import {type Place, places, spot} from './places.ts';
import {url} from './target.ts';
import {upgrade, upgradeAtBackend, upgradeAtHaproxy} from './upgrade.ts';

/** What is known when a changed handshake may be tried. */
export type Told = {
	readonly url: string;
	/** Where the place is. */
	readonly where: string;
	/** What came back at the public URL, and here. */
	readonly publicly: Upgrade;
	readonly here: Upgrade;
	readonly config: ConfigurationText | undefined;
};

/** One thing to change in the handshake, and the first answers that call for it. */
export type Change = {
	/** What the probe's id adds to `upgrade`: `WithoutOrigin`. */
	readonly name: string;
	/** In words, behind "one handshake": `without Origin`. */
	readonly says: string;
	readonly target: (told: Told, unchanged: Target) => Partial<Target>;
	readonly calledBy: (told: Told) => boolean;
};

// Handshakes that are compared must not meet each other: a stick table or a queue would take them for a crowd.
const lane = 'handshake';

const changedTarget = ({target}: Place, change: Change, told: Told): Target => {
	const unchanged = target(told.url, told.where);
	return {...unchanged, ...change.target(told, unchanged)};
};

/** The handshake at a place with one thing changed. It is tried only where the first answers call for it, and never after a 101 at the public URL. */
export const differential = (place: Place, here: typeof upgrade, change: Change) => {
	const told = (url: string, where: string, publicly: Upgrade, here: Upgrade, config?: ConfigurationText): Told => ({url, where, publicly, here, config});
	return probe({
		id: `upgrade${change.name}${place.suffix}`,
		title: `Handshake ${change.says} at ${place.title}`,
		lane,
		needs: [url, place.where, upgrade, here],
		uses: [config],
		notNeeded: 'the first answer does not call for it',
		read: readUpgrade,
		when: (...known) => known[2].status !== 101 && change.calledBy(told(...known)),
		plan: (...known) => `one handshake ${change.says} to ${spot(changedTarget(place, change, told(...known)))}, at most 15 s`,
		cost: () => 15_000,
		run: (instruments, signal, _notify, ...known) => instruments.upgrade(changedTarget(place, change, told(...known)), signal),
	});
};

const [publicPlace, haproxyPlace, backendPlace] = places;

export const publicly = (change: Change) => differential(publicPlace, upgrade, change);
export const atHaproxy = (change: Change) => differential(haproxyPlace, upgradeAtHaproxy, change);
export const atBackend = (change: Change) => differential(backendPlace, upgradeAtBackend, change);
