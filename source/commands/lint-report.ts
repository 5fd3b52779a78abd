import type {LintFinding} from '../haproxy/lint/finding.ts';
import type {Ignored} from '../haproxy/lint/ignore.ts';
import {remember, rememberText} from '../haproxy/remember.ts';
import {shown} from '../haproxy/shown.ts';
import type {Configuration, EffectiveTimer, Route, Timers} from '../haproxy/types.ts';
import type {LintHaproxy, LintIdle, LintReport, LintReportFinding, LintRoute, LintTimer} from '../report/lint.ts';

const named = (text: string) => shown(text, 200);

// A file's name is told with each of its lines.
const fileName = rememberText(named);

const timerOf = ({ms, written, location, section}: EffectiveTimer): LintTimer => ({
	...(ms === undefined ? {} : {ms}),
	written: named(written),
	file: fileName(location.file),
	line: location.line,
	section: named(section),
});

// These are always listed, so that what is not set is seen too.
const always = ['client', 'server', 'tunnel', 'connect', 'client-fin'] as const;

// Thousands of routes have the same timers.
const timersOf = remember(
	(timers: Timers): Readonly<Record<string, LintTimer | null>> => ({
		...Object.fromEntries(always.map(name => [name, null])),
		...Object.fromEntries(Object.entries(timers).map(([name, timer]) => [name, timerOf(timer)])),
	}),
);

const undecidedOf = ({undecided}: Configuration): Pick<LintReport, 'undecided'> =>
	undecided.length === 0
		? {}
		: {undecided: undecided.slice(0, 100).map(({location, says}) => ({file: fileName(location.file), line: location.line, condition: says}))};

const idleOf = remember(
	({ms, by, location}: Route['idle']): LintIdle => ({
		...(ms === undefined ? {} : {ms}),
		...(by === undefined ? {} : {by}),
		...(location === undefined ? {} : {file: fileName(location.file), line: location.line}),
	}),
);

// What is not there is not spread into them: there are thousands.
type Building<Part> = {-readonly [Member in keyof Part]: Part[Member]};

const routeOf = ({frontend, backend, when, websocket = 'maybe', mode, timers, idle, server}: Route): LintRoute => ({
	frontend: named(frontend.name),
	backend: named(backend.name),
	when: when === undefined ? null : named(when),
	websocket,
	mode,
	...(server && {server: named(server.name)}),
	timers: timersOf(timers),
	idle: idleOf(idle),
});

const findingOf = ({code, severity, location: {file, line, column, endColumn}, title, why, fixes}: LintFinding): LintReportFinding => {
	const place: Building<Pick<LintReportFinding, 'file' | 'line' | 'column' | 'endColumn'>> = {file: fileName(file), line};
	if (column !== undefined) place.column = column;
	if (endColumn !== undefined) place.endColumn = endColumn;
	return {code, severity, ...place, title, why, fixes};
};

export type Linted = {
	readonly configuration: Configuration;
	readonly routes: readonly Route[];
	readonly findings: readonly LintFinding[];
	readonly ignored: readonly Ignored[];
	readonly haproxy: LintHaproxy | null;
};

/** The report of the contract. */
export const buildLintReport = ({configuration, routes, findings, ignored, haproxy}: Linted, version: string, exitCode: 0 | 1): LintReport => ({
	schema: 'ws-doctor.lint/1',
	tool: {name: 'ws-doctor', version},
	files: configuration.files.map(({name}) => named(name)),
	haproxy,
	...undecidedOf(configuration),
	routes: routes.map(routeOf),
	findings: findings.map(findingOf),
	ignored: ignored.map(({finding: {code, location}, reason}) => ({code, file: fileName(location.file), line: location.line, reason})),
	exitCode,
});
