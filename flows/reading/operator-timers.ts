import type {TimerName} from '../../source/haproxy/types.ts';
import type {Hop, OperatorTimer, Timer, TimerKind} from '../../source/model.ts';
import type {KnownTimer} from '../../source/products/index.ts';
import {canonical, layerOf, search, timersOf} from '../../source/products/index.ts';
import {kinds} from './haproxy-hop.ts';
import {isApplication} from './suspects.ts';

/** What HAProxy calls its own idle clocks: a hop with a timer of this name is one, whatever the product around it is called. */
const haproxyOwn = /^timeout (client|server|tunnel)$/;

const plain = (name: string) => name.toLowerCase().replace(/[^a-z]+/g, '');

/** The kind that the catalogue gives a timer of this name; several rows of one name may differ, and then say nothing. */
const cataloguedKind = (name: string, rows: readonly KnownTimer[]): TimerKind | undefined => {
	const named = rows.filter(timer => plain(timer.name) === plain(name) || plain(timer.setting) === plain(name));
	const [kind, ...others] = new Set(named.map(timer => timer.kind));
	return others.length === 0 ? kind : undefined;
};

/** What a timer's name says of its kind; HAProxy's and the catalogue's are known, and some of them end no tunnel. */
const kindOf = (hop: string, name: string): TimerKind => {
	if (hop === 'haproxy' || haproxyOwn.test(name)) return kinds[name.replace(/^timeout\s+/, '') as TimerName] ?? 'handshake';
	const known = cataloguedKind(name, timersOf(hop));
	if (known) return known;
	if (/connect|handshake|header/i.test(name)) return 'handshake';
	if (/idle|inactiv/i.test(name)) return 'idle';
	if (/ping|pong|heartbeat|keep-?alive/i.test(name)) return 'heartbeat';
	if (/shutdown|drain|grace|linger/i.test(name)) return 'drain';
	// An unknown hop may be any product: what a name means wherever it is known, it means here.
	return cataloguedKind(name, search(name)) ?? (/max|lifetime|duration/i.test(name) ? 'lifetime' : 'idle');
};

const keyword = /^timeout[\s_-]+(client|server|tunnel)$/i;
const shortName = /^(?:router_default_)?(client|server|tunnel)(?:[\s_-]*timeout)?$/i;

/** HAProxy's idle clocks under the names of its keywords, however they were told: `Timeout-Tunnel`, and of HAProxy itself `tunnel`, or a route's annotation. */
const nameOf = (hop: string, told: string): string => {
	const layer = layerOf(hop);
	const name = told.trim().replace(/^.*\//, '');
	const [, side] = (layer === 'haproxy' || layer === 'unknown' ? keyword.exec(name) : null) ?? (layer === 'haproxy' ? shortName.exec(name) : null) ?? [];
	if (side) return `timeout ${side.toLowerCase()}`;
	return hop === 'openshift' && name === 'timeout' ? 'timeout server' : told;
};

const operatorClock = (told: OperatorTimer): Timer => {
	const hop = canonical(told.hop);
	const name = nameOf(hop, told.name);
	return {hop, name, ms: told.ms || null, kind: kindOf(hop, name), origin: 'operator', applies: true};
};

/** A tunnel timer that was told supersedes the sides that were told, as it does in a file. */
const superseded = (own: readonly Timer[]): readonly Timer[] => {
	const tunnel = own.some(({name, ms}) => name === 'timeout tunnel' && ms !== null);
	return own.map(timer => (tunnel && /^timeout (client|server)$/.test(timer.name) ? {...timer, applies: false} : timer));
};

/** Who pings gives up after an interval and the time it waits for a pong: neither of the two alone ends anything. */
const givingUp = (own: readonly Timer[]): readonly Timer[] => {
	const [interval, timeout] = [/interval|every|period/i, /time-?out|wait/i].map(words => own.find(({kind, name}) => kind === 'heartbeat' && words.test(name)));
	if (!interval?.ms || !timeout?.ms || interval === timeout) return own;
	const both = {...interval, name: `${interval.name} + ${timeout.name}`, ms: interval.ms + timeout.ms};
	return [both, ...own.filter(timer => timer !== interval && timer !== timeout)];
};

/** Adds the timers that the operator has set; the hop's defaults of that kind stay as not in force, for a setting may have been made in the wrong place. */
export const withOperator = (hop: Hop, timers: readonly OperatorTimer[]): Hop => {
	const told = superseded(timers.filter(timer => canonical(timer.hop) === hop.product).map(operatorClock));
	const own = isApplication(hop) ? givingUp(told) : told;
	const replaced = new Set(own.map(({kind}) => kind));
	const layer = own.some(({name}) => haproxyOwn.test(name)) ? 'haproxy' : hop.layer;
	return {
		...hop,
		layer,
		timers: [...own, ...hop.timers.map(timer => (replaced.has(timer.kind) && timer.origin === 'default' ? {...timer, applies: false} : timer))],
	};
};
