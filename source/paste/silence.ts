import {parseDuration} from '../duration.ts';
import type {Idle, Milliseconds} from '../model.ts';
import {readResponse} from './response.ts';

/** How long a command took, as bash, zsh, dash and GNU time say it. */
const elapsedIn = (text: string): Milliseconds | undefined => {
	const [, minutes, seconds] = /real\s+(?:(\d+)m)?([\d.,]+)s?/.exec(text) ?? /(?:(\d+):)?([\d.]+)\s*(?:total|elapsed)/.exec(text) ?? [];
	return seconds === undefined ? undefined : Math.round((Number(minutes ?? 0) * 60 + Number(seconds.replace(',', '.'))) * 1000);
};

const ended = (text: string) => {
	if (/connection reset|curl: \(56\)/i.test(text)) return 'rst' as const;
	return 'fin' as const;
};

/** A silent connection held by `time curl`: how long it lived after its 101. Throws when it was none, or its time is missing. */
export const readSilence = (text: string): Idle => {
	const {status} = readResponse(text);
	if (status !== 101) throw new Error(`Expected a handshake that succeeded, and then silence; this one was answered ${status ?? 'with nothing'}.`);
	const ms = elapsedIn(text);
	if (ms === undefined) throw new Error('Expected how long it took, as time prints it: "real 0m30.012s".');
	if (/timed out|curl: \(28\)/i.test(text)) return {outcome: 'survived', ms, pongs: false};
	return {outcome: 'closed', afterMs: ms, ending: ended(text), ageMs: ms};
};

/** `1h2m3s` of the runtime API, in milliseconds. */
export const compound = (text: string): Milliseconds => [...text.matchAll(/\d+(?:ms|[dhms])/g)].reduce((sum, [part]) => sum + parseDuration(part), 0);
