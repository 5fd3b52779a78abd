import type {Hop, Path} from '../../source/model.ts';
import {timersOf} from '../../source/products/index.ts';
import type {Closed} from './ends.ts';
import {isBetween} from './suspects.ts';

/** Codes that a gateway has reasons of its own to send: going away, restart, try again later (RFC 6455 §7.4.1, IANA's registry). */
const ofGateways: ReadonlySet<number | undefined> = new Set([1001, 1012, 1013]);

/** Whether a product is known to end connections by a Close frame with this code: most hops pass frames on, and speak none. */
export const sendsCloseFrames = ({product}: Hop, {closeCode}: Closed): boolean =>
	timersOf(product).some(({ending, closeCode: known}) => ending === 'close-frame' && (known === undefined || closeCode === undefined || known === closeCode));

/** The last of several hops, of which nothing is known, is likely the application. */
export const mayBeApplication = (hops: Path, hop: Hop): boolean => hop.layer === 'unknown' && hops.length > 1 && hop === hops.at(-1);

/** Whether a hop before the application may have sent the Close frame. */
export const maySpeakFor = (hops: Path, cut: Closed): boolean =>
	hops.filter(isBetween).some(hop => {
		if (hop.layer !== 'unknown') return sendsCloseFrames(hop, cut);
		return ofGateways.has(cut.closeCode) && !mayBeApplication(hops, hop);
	});
