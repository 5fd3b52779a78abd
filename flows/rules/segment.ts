import {requestOf} from '../../source/haproxy/request.ts';
import type {ProofItem} from '../../source/model.ts';
import type {Comparison} from '../reading/ends.ts';
import {compared, unseen} from './proof.ts';
import type {PlaceSeen, Scene} from './scene.ts';

const isNamed = ({step}: PlaceSeen) => step.startsWith('idleAt:');

/** The places that the operator has named and that were tried, outermost first; all of them stand in front of HAProxy. */
export const namedPlaces = ({places}: Scene): readonly PlaceSeen[] => places.filter(place => isNamed(place) && place.fared !== undefined);

/** The outermost place in front of the backend that outlives the cut. */
export const keeperInFront = ({places}: Scene): PlaceSeen | undefined => places.find(({name, fared}) => fared === 'later' && name !== 'backend');

/** Where a place that outlives the cut has one outside of it that does not, or the client: the segment between them, `edge→haproxy`. */
export const segmentOf = ({places}: Scene): string | undefined => {
	const keeper = places.findIndex(({fared}) => fared === 'later');
	const outer = places.slice(0, Math.max(0, keeper)).findLast(({fared}) => fared === 'same');
	return keeper === -1 ? undefined : `${outer?.name ?? 'client'}→${places[keeper]?.name}`;
};

/** Where no place outlives the cut: the segment in front of `inner`, as narrow as the places that share the cut make it. */
export const segmentBefore = (scene: Scene, inner: string): string =>
	`${namedPlaces(scene).findLast(({fared}) => fared === 'same')?.name ?? 'client'}→${inner}`;

const words = {same: 'loses the silent connection at the same moment', later: 'keeps the silent connection longer', earlier: 'loses it earlier'};

/** What is asked of the named places: for a cause further in all of them share the cut. */
export const atNamedPlaces = (scene: Scene, ...wanted: readonly Comparison[]): readonly ProofItem[] =>
	namedPlaces(scene).flatMap(({name, step, fared}) => compared(`asked directly, ${name} ${words[fared as Comparison]}`, fared, wanted, step));

/** Whether HAProxy was asked at the URL's own address: then whatever stands before it was passed both times. */
const isSameDoor = ({url, haproxy}: Scene): boolean => {
	if (!url || !haproxy) return false;
	const {host, port} = requestOf(url);
	return haproxy === `${host.includes(':') ? `[${host}]` : host}:${port}`;
};

/** For a cause behind HAProxy, held against HAProxy asked directly: that has to be another way than the public one. */
export const pastTheFront = (scene: Scene): readonly ProofItem[] =>
	scene.atHaproxy === 'same' && isSameDoor(scene) ? [unseen('HAProxy was asked past all that stands in front of it, not at the address of the URL')] : [];
