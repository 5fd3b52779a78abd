import type {Milliseconds} from '../model.ts';
import type {Connection, PingAnswer} from './connection.ts';
import {bracket} from './ladder.ts';
import type {RungSeen} from './outcome.ts';
import {sleep} from './wait.ts';
import type {Vigil} from './watch.ts';

/** Two decimals, as the journal has it. */
export const seconds = (ms: Milliseconds): string => `${Math.round(ms / 10) / 100} s`;

/** What a ping after so much silence has shown. */
export const seenBy = (ms: Milliseconds, answer: PingAnswer): RungSeen => {
	if (answer === 'pong') return {ms, pong: true};
	return {ms, pong: false, manner: answer === 'silence' ? 'silent' : answer.ending};
};

/** What followed a ping, in words. */
export const describe = (answer: PingAnswer): string => {
	if (answer === 'silence') return 'no pong';
	return answer === 'pong' ? answer : `${answer.says} instead of a pong`;
};

/** What is known beyond this pong, where every other rung up to it was answered, too. */
const notBefore = (ms: Milliseconds, seen: readonly RungSeen[]): string =>
	ms >= 1000 && seen.every(({pong}) => pong) ? `, not before ${seconds(ms)} then` : '';

/** Stays silent for `ms` on a connection of its own, then pings once, or sees it cut before; undefined when the watch is over. */
export const climb = async (
	{crew, journal, over}: Vigil,
	ms: Milliseconds,
	deadline: Milliseconds,
	seen: readonly RungSeen[],
): Promise<RungSeen | undefined> => {
	const rung = await crew.open();
	const wait = rung.openedAt + ms - performance.now();
	const end = wait > 0 ? await Promise.race([rung.ended, sleep(wait, over)]) : undefined;
	if (end !== undefined) {
		// What ends the watcher ends its neighbours in the same moment, which is no news.
		if (over.aborted) return undefined;
		journal.note(`rung ${seconds(ms)}: ${end.says} after ${seconds(end.silence)}, before its ping`, undefined, {ms, pong: false, cut: end.ending});
		return {ms: end.silence, pong: false, cut: end.ending};
	}

	const silence = rung.silence();
	const answer = await rung.ping(deadline);
	if (over.aborted) return undefined;
	const known = answer === 'pong' ? notBefore(ms, seen) : '';
	journal.note(`rung ${seconds(ms)}: ${describe(answer)}${known}`, undefined, {ms, pong: answer === 'pong'});
	void rung.close();
	return seenBy(silence, answer);
};

/** Connections that are younger than the rungs, and so less silent when one of these gets no answer. */
export type Reserves = {
	/** Those whose silence lies inside the bracket ping at once; resolves with what that has shown. */
	readonly narrow: (seen: readonly RungSeen[], deadline: Milliseconds) => Promise<readonly RungSeen[]>;
};

/** Opens one reserve after each of these delays; one that cannot be opened is none. */
export const openReserves = ({crew, journal, over}: Vigil, delays: readonly Milliseconds[]): Reserves => {
	const waiting: Connection[] = [];
	for (const delay of delays) {
		sleep(delay, over)
			.then(() => crew.open())
			.then(
				connection => waiting.push(connection),
				() => {},
			);
	}

	const test = async (connection: Connection, deadline: Milliseconds): Promise<RungSeen> => {
		const silence = connection.silence();
		const answer = await connection.ping(deadline);
		if (!over.aborted) journal.note(`reserve ${seconds(silence)}: ${describe(answer)}`);
		return seenBy(silence, answer);
	};

	return {
		narrow: async (seen, deadline) => {
			const open = bracket(seen);
			if (!open) return [];
			const inside = waiting.filter(connection => connection.silence() > open.alive && connection.silence() < open.dead.ms);
			return Promise.all(inside.map(connection => test(connection, deadline)));
		},
	};
};
