import type {Milliseconds} from '../model.ts';
import type {KnownTimer} from './catalogue-types.ts';
import {spanOf} from './hop.ts';

const kinds = ['idle', 'lifetime', 'heartbeat', 'drain', 'handshake'];

const wordsOf = (text: string) => text.slice(0, 100).toLowerCase().split(/\s+/).filter(Boolean);

/** The timers in whose product, name or setting every word occurs, those of the product `named` first; no word, no timer is left out. */
export const matching = (timers: readonly KnownTimer[], text: string, named: string): readonly KnownTimer[] => {
	const words = wordsOf(text);
	const found = timers.filter(({product, name, setting}) => {
		const haystack = `${product} ${name} ${setting}`.toLowerCase();
		return product === named || words.every(word => haystack.includes(word));
	});
	return found.sort((a, b) => Number(b.product === named) - Number(a.product === named));
};

// Among timers equally near, the narrower claim comes first, then what ends a quiet WebSocket in an ordinary set-up.
const rankOf = (timer: KnownTimer, ms: Milliseconds) => {
	const [shortest, longest] = spanOf(timer) ?? [Infinity, Infinity];
	const distance = Math.max(0, shortest - ms, ms - longest);
	return [distance, longest - shortest, Number(timer.sends ?? false), kinds.indexOf(timer.kind), Number(timer.when !== undefined)] as const;
};

/** The timers that fire within `tolerance` of a moment, nearest first. */
export const nearest = (timers: readonly KnownTimer[], ms: Milliseconds, tolerance: Milliseconds): readonly KnownTimer[] =>
	timers
		.filter(timer => spanOf(timer) !== undefined)
		.map(timer => ({timer, rank: rankOf(timer, ms)}))
		.filter(({rank}) => rank[0] <= tolerance)
		.sort((a, b) => a.rank.map((value, index) => value - (b.rank[index] ?? 0)).find(difference => difference !== 0) ?? 0)
		.map(({timer}) => timer);
