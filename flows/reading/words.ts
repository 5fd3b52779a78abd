import {formatDuration} from '../../source/duration.ts';
import type {Ending, Location, Milliseconds} from '../../source/model.ts';
import {bracketOf, type Closed, endingOf} from './ends.ts';

/** `haproxy.cfg:14` */
export const lineOf = ({file, line}: Location) => `${file}:${line}`;

/** A measured time: two decimals up to a minute, then as durations are written. */
export const measured = (ms: Milliseconds) => (ms < 60_000 && ms % 1000 !== 0 ? `${(ms / 1000).toFixed(2)}s` : formatDuration(Math.round(ms)));

const manners: Readonly<Record<Ending, string>> = {fin: 'by FIN', rst: 'by RST', 'close-frame': 'by a Close frame', silent: 'without FIN or RST'};

/** `after 3.01s of silence` */
export const afterWords = (cut: Closed): string => {
	const [from, to] = bracketOf(cut) ?? [];
	if (from === undefined || to === undefined) return 'after an unknown time';
	return from === to ? `after ${measured(from)} of silence` : `after ${measured(from)} to ${measured(to)} of silence`;
};

/** `after 3.01s of silence by FIN` */
export const cutWords = (cut: Closed): string => {
	const ending = endingOf(cut);
	const code = cut.closeCode === undefined || cut.closeCode === 1006 ? '' : ` with code ${cut.closeCode}`;
	return `${afterWords(cut)}${ending ? ` ${manners[ending]}` : ''}${code}`;
};
