import type {Ending, Idle, IdleEvent, Milliseconds, Rung, Watch} from '../model.ts';
import type {End} from './connection.ts';
import {bracket} from './ladder.ts';
import {tenths} from './wait.ts';

/** A rung with the manner in which it died: by silence, or by an end that its ping brought about. */
export type RungSeen = Rung & {readonly manner?: End['ending']};

/** All that one watch saw. For traffic `pings` the rungs are the last pong and the first ping without one, by age. */
export type WatchRecord = {
	readonly traffic: Watch['traffic'];
	readonly end?: End;
	readonly rungs: readonly RungSeen[];
	/** Age of the watched connection when the watch was over. */
	readonly elapsed: Milliseconds;
	readonly serverPings: number;
	/** By how much this process was late when it noticed the last byte, and when it noticed the end. */
	readonly lag?: {readonly byte: Milliseconds; readonly end: Milliseconds};
	readonly events: readonly IdleEvent[];
};

const known = (ending: End['ending'] | undefined): {ending?: Ending} => (ending === undefined || ending === 'unknown' ? {} : {ending});

const closeOf = ({closeCode, closeReason}: End) => ({
	...(closeCode === undefined ? {} : {closeCode}),
	...(closeReason === undefined ? {} : {closeReason}),
});

/** A busy machine is a little late all the time; what no clock is told apart by makes no bracket of a moment. */
const noticeable = 250;

/** The silence before an end; where the process was late, it began earlier than was noticed, and so did the end. */
const silenceOf = ({silence}: End, lag: WatchRecord['lag']): Milliseconds | readonly [Milliseconds, Milliseconds] =>
	lag === undefined || lag.byte + lag.end < noticeable ? tenths(silence) : [tenths(Math.max(0, silence - lag.end)), tenths(silence + lag.byte)];

/** What became of a watched connection: an end that was seen counts first, then a bracket of pings that went unanswered. */
export const classifyWatch = ({traffic, end, rungs, elapsed, serverPings, lag, events}: WatchRecord): Idle => {
	const silent = traffic === 'silent';
	const plain = rungs.map(({ms, pong, cut}) => ({ms: tenths(ms), pong, ...(cut && {cut})})).sort((one, other) => one.ms - other.ms);
	const seen = {...(silent ? {rungs: plain} : {}), events, serverPings};
	if (end !== undefined) {
		const age = tenths(end.age);
		return {outcome: 'closed', afterMs: silent ? silenceOf(end, lag) : age, ...known(end.ending), ...closeOf(end), ageMs: age, ...seen};
	}

	const lost = bracket(rungs);
	if (lost !== undefined) {
		const dead = tenths(lost.dead.ms);
		return {outcome: 'closed', afterMs: [tenths(lost.alive), dead], ...known(lost.dead.manner), ...(silent ? {} : {ageMs: dead}), ...seen};
	}

	return {outcome: 'survived', ms: Math.round(elapsed), ...seen, pongs: rungs.some(({pong}) => pong)};
};

/** When a watch was cut, from the 101, for the board; undefined when it was not. */
export const cutAt = (idle: Idle): Milliseconds | undefined => {
	if (idle.outcome === 'survived') return undefined;
	return idle.ageMs ?? (typeof idle.afterMs === 'object' ? idle.afterMs[1] : idle.afterMs);
};
