import {pauseBelow} from '../../source/clocks.ts';
import {formatDuration} from '../../source/duration.ts';
import {insertionDiff, replacementDiff} from '../../source/haproxy/diff.ts';
import type {EffectiveTimer, Route, Section} from '../../source/haproxy/types.ts';
import type {ConfigurationText, Fix, Location} from '../../source/model.ts';
import {configurationOf} from '../reading/configuration.ts';
import {lineOf} from '../reading/words.ts';

/** Quotes a file name for a shell that a person pastes into. */
const quoted = (name: string) => (/^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`);

/** Check, then reload: open connections keep the old timers until they end. */
const reload = ({files}: ConfigurationText): readonly string[] => [
	`haproxy -c -V ${files.map(({name}) => `-f ${quoted(name)}`).join(' ')}`,
	'systemctl reload haproxy',
];

/** Adds a line to a section. */
export const insertion = (config: ConfigurationText, section: Section, line: string, title: string): Fix => ({
	title,
	where: lineOf(section.location),
	diff: insertionDiff(configurationOf(config), section, line),
	then: reload(config),
});

/** Replaces one word of a line. */
export const replacement = (config: ConfigurationText, location: Location, from: string, to: string, title: string): Fix => ({
	title,
	where: lineOf(location),
	diff: replacementDiff(configurationOf(config), location, from, to),
	then: reload(config),
});

/** The timer that a tunnel deserves: one of its own, in the backend that serves it. */
export const giveTunnel = (config: ConfigurationText | undefined, route: Route | undefined): readonly Fix[] =>
	config && route
		? [insertion(config, route.backend, 'timeout tunnel 1h', `Give WebSockets a timer of their own in ${route.backend.kind} ${route.backend.name}`)]
		: [];

/** Replaces the value of a timer where it stands. */
export const setTimer = (config: ConfigurationText | undefined, timer: EffectiveTimer | undefined, value: string, title: string): readonly Fix[] =>
	config && timer ? [replacement(config, timer.location, timer.written, value, title)] : [];

/** What helps whoever cannot change the timer: something on the wire more often than it. */
export const heartbeatBelow = (ms: number | null | undefined): readonly Fix[] =>
	ms ? [{title: `Let the application send a ping at least every ${formatDuration(pauseBelow(ms))}, half of the timer`}] : [];
