import type {Hop} from '../../../source/model.ts';
import {isApplication, isHaproxy, type Suspect} from '../../reading/suspects.ts';
import type {Scene} from '../scene.ts';

/** A name that `--at` takes. */
const placeName = (product: string) => product.replace(/[^A-Za-z0-9-]/g, '-').replace(/^[^A-Za-z]+/, '') || 'next';

/** The flag that asks the path past a hop: at HAProxy, at the backend, or at the next hop inward. */
const pastIt = ({hops}: Scene, hop: Hop): string => {
	const next = hops[hops.indexOf(hop) + 1];
	if (next && isHaproxy(next)) return '--haproxy <host:port>';
	return next && !isApplication(next) ? `--at ${placeName(next.product)}=<host:port>` : '--backend <host:port>';
};

/** What would show that a hop makes the cut, or clear it: the same silence past it. */
export const askPast = (scene: Scene, hop: Hop): string => `ask past it with ${pastIt(scene, hop)}, and the silence lasts longer there`;

/** The next test that tells this suspect from the others. */
export const nextTest = (scene: Scene, {hop, timer}: Suspect): string => {
	const others = scene.suspects.filter(suspect => suspect.hop !== hop);
	const byAge = timer.kind === 'lifetime' && scene.whenBusy === undefined && others.some(other => other.timer.kind !== 'lifetime');
	return byAge ? 'then a connection with pings ends at the same age' : askPast(scene, hop);
};
