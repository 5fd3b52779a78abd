import {formatDuration} from '../duration.ts';
import type {ReportTimer} from '../model.ts';
import {asciiBars, clockRows, unicodeBars} from './bars.ts';
import type {LintIdle, LintRoute, LintTimer} from './lint.ts';

const shownTimers = ['client', 'server', 'tunnel'] as const;

const superseded = ({timers}: LintRoute, name: string): boolean => name !== 'tunnel' && typeof timers.tunnel?.ms === 'number';

const clock = (route: LintRoute, name: string, timer: LintTimer): ReportTimer => ({
	hop: 'timeout',
	name,
	ms: timer.ms ?? null,
	kind: 'idle',
	origin: 'configured',
	applies: !superseded(route, name),
	binding: route.idle.by === `timeout ${name}`,
	location: {file: timer.file, line: timer.line},
});

const origin = ({file, line, section}: LintTimer) => `${file}:${line} (${section})`;

/** The clocks of a route as bars on one axis. */
const bars = (route: LintRoute, ascii: boolean): readonly string[] => {
	const set = shownTimers.flatMap(name => {
		const timer = route.timers[name];
		return timer ? [{name, timer}] : [];
	});
	const known = set.filter(({timer}) => timer.ms !== undefined);
	const rows = clockRows(
		known.map(({name, timer}) => clock(route, name, timer)),
		undefined,
		24,
		ascii ? asciiBars : unicodeBars,
	);
	const drawn = known.map(({timer}, index) => {
		const row = rows[index];
		return row ? `    ${row.label.padEnd(15)} ${row.value.padStart(9)}  ${row.bar}  ${row.binding ? '* ' : '  '}${origin(timer)}` : '';
	});
	const open = set.filter(({timer}) => timer.ms === undefined).map(({name, timer}) => `    timeout ${name.padEnd(7)} ${timer.written}  ${origin(timer)}`);
	const unset = shownTimers.filter(name => !route.timers[name]).map(name => `    timeout ${name.padEnd(7)}   not set`);
	return [...drawn, ...open, ...unset];
};

const when = ({ms, by, file, line}: LintIdle): string => {
	if (ms === null) return 'nothing ends a silent WebSocket';
	if (ms === undefined) return 'when a silent WebSocket ends is not in the files';
	return `a silent WebSocket ends after ${formatDuration(ms)}, by ${by} (${file}:${line})`;
};

const condition = (route: LintRoute) => (route.when === null ? 'else' : route.when.startsWith('unless ') ? route.when : `if ${route.when}`);

const details = (route: LintRoute): string =>
	[condition(route), ...(route.server === undefined ? [] : [`server ${route.server}`]), ...(route.mode === 'tcp' ? ['mode tcp'] : [])].join(', ');

/** One route: where it leads, when a silent WebSocket ends on it, and its clocks. */
export const routeLines = (route: LintRoute, ascii: boolean): readonly string[] => [
	`  ${route.frontend === route.backend ? route.frontend : `${route.frontend} → ${route.backend}`}  (${details(route)})`,
	`    ${when(route.idle)}`,
	...bars(route, ascii),
	'',
];
