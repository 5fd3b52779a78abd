import {formatDuration} from '../../../source/duration.ts';
import type {Hop} from '../../../source/model.ts';
import {isBetween, isHaproxy, type Suspect} from '../../reading/suspects.ts';
import type {Scene} from '../scene.ts';
import {namedPlaces} from '../segment.ts';

/** The hops that stand before HAProxy; without an HAProxy on the path, all that are not the application. */
export const inFront = ({hops}: Scene): readonly Hop[] => {
	const haproxy = hops.findIndex(isHaproxy);
	return hops.slice(0, haproxy === -1 ? hops.length : haproxy).filter(isBetween);
};

/** Where a named place stands among the hops is not known: then only the segment is named, and no product. */
export const isUnplaced = (scene: Scene): boolean => namedPlaces(scene).length > 0;

/** The suspects, if all of them stand in front: more than one all need the same cure. */
export const suspectsInFront = (scene: Scene): readonly Suspect[] => {
	if (isUnplaced(scene)) return [];
	const front = inFront(scene);
	// What the backend outlives by itself is not the application's doing, and what HAProxy outlives not that of a hop behind it.
	const suspects = scene.suspects.filter(({hop}) => (scene.atHaproxy === 'later' ? front.includes(hop) : scene.atBackend !== 'later' || isBetween(hop)));
	return suspects.every(({hop}) => front.includes(hop)) ? suspects : [];
};

/** `nginx's proxy_read_timeout (1m)` */
export const clockWords = ({hop, timer}: Suspect) => `${hop.product}'s ${timer.name} (${formatDuration(timer.ms as number)})`;
