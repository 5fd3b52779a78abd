import {pauseBelow} from '../clocks.ts';
import {formatDuration} from '../duration.ts';
import type {Milliseconds, Timer} from '../model.ts';
import {otherClocks, packetClock, unknownHops} from './front.ts';
import type {Explanation, SetupAnswers} from './types.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Browsers let the timers of hidden tabs run once a minute: a heartbeat of theirs can be that late, twice. */
const least = 3 * minute;

/** A timer for a pool, and how it comes about. */
export type Derived = {readonly ms: Milliseconds; readonly says: string};

/** How long a tunnel may be silent: three heartbeats, so that two may be lost or late; an hour where silence is normal. */
export const tunnelFor = (heartbeat: Milliseconds): Derived => {
	if (heartbeat === 0) return {ms: hour, says: 'no heartbeat, so silence is normal: an hour of it'};
	const three = 3 * heartbeat;
	if (three <= least)
		return {ms: least, says: `3 heartbeats of ${formatDuration(heartbeat)} are ${formatDuration(three)}; 3m, since hidden tabs are late by a minute`};
	const ms = Math.ceil(three / minute) * minute;
	return {
		ms,
		says: `3 heartbeats of ${formatDuration(heartbeat)} are ${formatDuration(three)}${ms === three ? '' : `, in whole minutes ${formatDuration(ms)}`}`,
	};
};

/** How long TCP may be silent before keepalive asks: a minute, or below half of what a NAT or firewall on the path allows. */
export const keepaliveFor = (answers: SetupAnswers): Derived => {
	const clock = packetClock(answers);
	const ms = clock === undefined ? minute : Math.min(minute, Math.max(1000, pauseBelow(clock)));
	const because = ms === minute ? 'a vanished peer is noticed in 2 minutes' : `half of the ${formatDuration(clock ?? 0)} after which a hop on the path forgets`;
	return {ms, says: `TCP asks after ${formatDuration(ms)} of silence, 3 times 20s apart: ${because}`};
};

const aboutClock = (heartbeat: Milliseconds, {hop, name, ms, kind}: Timer): Explanation => {
	const [limit, clock] = [ms ?? 0, `${hop}'s ${name} of ${formatDuration(ms ?? 0)}`];
	if (kind !== 'idle')
		return {topic: 'timers', advice: true, says: `${clock} ends every WebSocket at that age, whatever is sent: clients have to reconnect by themselves.`};
	const safe = pauseBelow(limit);
	if (heartbeat === 0)
		return {
			topic: 'timers',
			advice: true,
			says: `${clock} ends a silent WebSocket, whatever HAProxy allows: let the application send something at least every ${formatDuration(safe)}.`,
		};
	if (heartbeat > safe)
		return {
			topic: 'timers',
			advice: true,
			says: `The heartbeat of ${formatDuration(heartbeat)} is not safely below ${clock}: set it to ${formatDuration(safe)} or less, half of that.`,
		};
	return {topic: 'timers', says: `The heartbeat of ${formatDuration(heartbeat)} is at most half of ${clock}, so one may be lost.`};
};

const aboutUnknown = (hop: string): Explanation => ({
	topic: 'timers',
	advice: true,
	says: `The timers of ${hop} are not in the catalogue: look up its idle timeout, and send something twice as often.`,
});

/** What the hops on the path mean for a heartbeat. */
export const explainClocks = (answers: SetupAnswers, heartbeats: readonly Milliseconds[]): readonly Explanation[] => [
	...otherClocks(answers).flatMap(clock => [...new Set(clock.kind === 'idle' ? heartbeats : [0])].map(heartbeat => aboutClock(heartbeat, clock))),
	...unknownHops(answers).map(aboutUnknown),
];
