import {formatDuration} from '../../duration.ts';
import type {Milliseconds} from '../../model.ts';
import {labelOf} from '../proxies.ts';
import type {Idle, Route, Section, Statement} from '../types.ts';
import {placeOf} from './places.ts';

/** `frontend fe → backend be`; one name where both are the same `listen`. */
export const routeWords = ({frontend, backend}: Pick<Route, 'frontend' | 'backend'>): string =>
	frontend === backend ? labelOf(frontend) : `${labelOf(frontend)} → ${labelOf(backend)}`;

/** `ends after 30s, by timeout client (haproxy.cfg:14, defaults)` */
export const idleWords = ({ms, by, location, section}: Idle): string => {
	if (ms === null) return 'never ends';
	const when = ms === undefined ? 'ends at a time that is not in the files' : `ends after ${formatDuration(ms)}`;
	return by && location ? `${when}, by ${by} (${placeOf(location)}, ${section})` : when;
};

/** `1m 30s` of a time that is known. */
export const durationWords = (ms: Milliseconds): string => formatDuration(ms);

/** A line as its words, for a sentence. */
export const lineWords = ({words}: Statement): string => words.map(({text}) => text).join(' ');

/** `a`, `a and b`, `a, b and c`; more than four are counted. */
export const listWords = (names: readonly string[]): string => {
	if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
	return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
};

/** The names of sections for a sentence. */
export const sectionWords = (sections: Iterable<Section>): string => listWords([...sections].map(labelOf));
