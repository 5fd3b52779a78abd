import type {Timer} from '../model.ts';
import {canonical, hopOf, layerOf, timersOf} from '../products/index.ts';
import {packets} from '../products/rows.ts';
import type {SetupAnswers} from './types.ts';

/** Balancers of TCP: they hand the bytes on, and add no header. */
const silent: ReadonlySet<string> = new Set(['aws-nlb', 'aws-gwlb', 'azure-lb', 'ipvs', 'dpvs', 'nsx']);
const appending: ReadonlySet<string> = new Set(['cdn', 'load-balancer', 'proxy']);

const idsOf = ({path}: Pick<SetupAnswers, 'path'>) => path.map(canonical);

/** The hops between clients and HAProxy. */
const inFront = (answers: Pick<SetupAnswers, 'path'>): readonly string[] => {
	const ids = idsOf(answers);
	const at = ids.indexOf('haproxy');
	return at < 0 ? ids : ids.slice(0, at);
};

/** How many hops in front of HAProxy add the address of whoever connects to them to X-Forwarded-For. */
export const forwardingHops = (answers: Pick<SetupAnswers, 'path'>): number =>
	inFront(answers).filter(id => appending.has(layerOf(id)) && !silent.has(id)).length;

/** The clocks on the path that are not HAProxy's own. */
export const otherClocks = (answers: Pick<SetupAnswers, 'path'>): readonly Timer[] =>
	[...new Set(idsOf(answers))].flatMap(id => hopOf(id).timers).filter(({applies, ms}) => applies && ms !== null);

/** Hops whose timers nobody has shown. */
export const unknownHops = (answers: Pick<SetupAnswers, 'path'>): readonly string[] => [...new Set(idsOf(answers))].filter(id => layerOf(id) === 'unknown');

/** The shortest clock that any packet resets, so that TCP keepalive does. */
export const packetClock = (answers: Pick<SetupAnswers, 'path'>): number | undefined => {
	const clocks = idsOf(answers)
		.flatMap(timersOf)
		.flatMap(({resetBy, ms, kind}) => (resetBy === packets && kind === 'idle' && ms !== null ? [ms] : []));
	return clocks.length === 0 ? undefined : Math.min(...clocks);
};
