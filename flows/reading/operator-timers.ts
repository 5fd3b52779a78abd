import type {TimerName} from '../../source/haproxy/types.ts';
import type {Hop, OperatorTimer, Timer, TimerKind} from '../../source/model.ts';
import {canonical} from '../../source/products/index.ts';
import {kinds} from './haproxy-hop.ts';

/** What a timer's name says of its kind; HAProxy's are known, and some of them end no tunnel. */
const kindOf = (hop: string, name: string): TimerKind => {
	if (hop === 'haproxy') return kinds[name.replace(/^timeout\s+/, '') as TimerName] ?? 'handshake';
	if (/ping|heartbeat|keep-?alive/i.test(name)) return 'heartbeat';
	if (/connect/i.test(name)) return 'handshake';
	return /max|lifetime|duration/i.test(name) ? 'lifetime' : 'idle';
};

const operatorClock = ({hop, name, ms}: OperatorTimer): Timer => {
	const product = canonical(hop);
	return {hop: product, name, ms: ms || null, kind: kindOf(product, name), origin: 'operator', applies: true};
};

/** A tunnel timer that was told supersedes the sides that were told, as it does in a file. */
const superseded = (own: readonly Timer[]): readonly Timer[] => {
	const tunnel = own.some(({hop, name, ms}) => hop === 'haproxy' && name === 'timeout tunnel' && ms !== null);
	return own.map(timer => (tunnel && /^timeout (client|server)$/.test(timer.name) ? {...timer, applies: false} : timer));
};

/** Adds the timers that the operator has set; the hop's defaults stay, for a setting may have been made in the wrong place. */
export const withOperator = (hop: Hop, timers: readonly OperatorTimer[]): Hop => {
	const own = superseded(timers.filter(timer => canonical(timer.hop) === hop.product).map(operatorClock));
	const replaced = own.some(({kind}) => kind === 'idle' || kind === 'lifetime');
	return {...hop, timers: [...own, ...hop.timers.map(timer => (replaced && timer.origin === 'default' ? {...timer, applies: false} : timer))]};
};
