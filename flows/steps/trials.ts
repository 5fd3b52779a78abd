import {probe, question} from '../../source/define.ts';
import {margin} from '../../source/margin.ts';
import type {Idle, Instruments, Milliseconds, Notify} from '../../source/model.ts';
import {amount, list} from '../../source/shape.ts';
import {idle, idleLimit} from './idle.ts';
import {spot} from './places.ts';
import {url} from './target.ts';

const readCount = (json: unknown): number => amount(json, 'trialCount to be a number');

export const trialCount = question({
	id: 'trialCount',
	flag: 'trials',
	title: 'How often is the silence test made in all?',
	hint: 'Given with --trials',
	when: () => false,
	optional: true,
	parse: value => readCount(Number(value)),
	read: readCount,
});

/** Trials are opened this far apart, so that what ends all of them in one moment ends them at different ages. */
const apart = 250;

const ageOf = (seen: Idle): Milliseconds | undefined => {
	if (seen.outcome === 'survived') return seen.ms;
	return seen.ageMs ?? (typeof seen.afterMs === 'number' ? seen.afterMs : seen.afterMs?.[1]);
};

/** Long enough that a trial which is still open then is no repetition of the first end. */
const patience = (limit: Milliseconds, first: Idle): Milliseconds => {
	const age = ageOf(first);
	return age === undefined ? limit : Math.min(limit, age + 2 * margin(age));
};

type Trial = {url: string; number: number; limit: Milliseconds};

/** The age at which one more silent connection ended; one that was still open at its limit counts with that age, one that did not open, or was called off, not at all. */
const trial = async ({watch}: Instruments, signal: AbortSignal, notify: Notify, {url, number, limit}: Trial): Promise<readonly Milliseconds[]> => {
	try {
		const seen = await watch(
			{place: `trial ${number}`, target: {url}, traffic: 'silent', limit, clocks: [], alone: true, delay: (number - 2) * apart},
			signal,
			({ms, what}) => notify({ms, what: `trial ${number}: ${what}`}),
		);
		const age = ageOf(seen);
		return age === undefined || (seen.outcome === 'survived' && age < limit) ? [] : [age];
	} catch (error) {
		if (signal.aborted && signal.reason !== 'conclude') throw error;
		notify({ms: 0, what: `trial ${number}: ${error instanceof Error ? error.message : 'not opened'}`});
		return [];
	}
};

const seconds = (ms: Milliseconds) => `${Math.ceil(ms / 1000)} s`;

/** The silence test, repeated: the ages at which all trials ended, the first one's included. */
export const trials = probe({
	id: 'trials',
	title: 'The silence test, repeated',
	needs: [url, idleLimit, idle, trialCount],
	read: json => list(json, 'trials to be a list of milliseconds').map(age => amount(age, 'each trial to be milliseconds')),
	when: (_url, limit, first, count) => count > 1 && limit > 0 && first.outcome === 'closed' && first.ending !== 'silent',
	plan: (url, limit, first, count) =>
		`${count - 1} more silent connection${count > 2 ? 's' : ''} to ${spot({url})}, ${apart} ms apart, at most ${seconds(patience(limit, first))} each`,
	cost: (_url, limit, first, count) => patience(limit, first) + count * apart + 5000,
	run: async (instruments, signal, notify, url, limit, first, count) => {
		const common = {url, limit: patience(limit, first)};
		const numbers = Array.from({length: count - 1}, (_, index) => index + 2);
		const ages = await Promise.all(numbers.map(number => trial(instruments, signal, notify, {...common, number})));
		return [...(ageOf(first) === undefined ? [] : [ageOf(first) as Milliseconds]), ...ages.flat()];
	},
});
