import type {Fix, Severity} from '../model.ts';
import {clean} from '../text.ts';
import {countsOf, type LintReport, type LintReportFinding, type LintRoute} from './lint.ts';
import {routeLines} from './lint-routes.ts';
import {asciiMarks, type Marks, toAscii, unicodeMarks} from './marks.ts';
import {hanging, wrap} from './wrap.ts';

/** The line of a file as it was read, its secrets taken out. */
export type SourceLine = (file: string, line: number) => string;

type Layout = {
	readonly width: number;
	readonly marks: Marks;
	readonly ascii: boolean;
	readonly verbose: boolean;
	readonly sourceLine: SourceLine;
	readonly unlisted: Unlisted;
};

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;

const headline = ({findings, ignored}: LintReport): string => {
	const counts = countsOf(findings);
	const word = counts.problem > 0 ? 'PROBLEM' : counts.risk > 0 ? 'RISK' : 'OK';
	const found = (['problem', 'risk', 'note'] as const).filter(severity => counts[severity] > 0).map(severity => count(counts[severity], severity));
	const answered = ignored.length > 0 ? `, ${ignored.length} ignored` : '';
	return `${word}  ${found.length > 0 ? found.join(', ') : 'nothing found'}${answered}`;
};

const routeLimit = 20;

/** How many routes a report has that are not listed: more of those that WebSockets take, and those that none takes. */
export type Unlisted = {readonly open: number; readonly closed: number};

/** The routes that people are shown: of thousands the first ones that a WebSocket can take. */
export const listedRoutes = <Route extends {readonly websocket?: LintRoute['websocket']}>(
	all: readonly Route[],
	verbose: boolean,
): {readonly listed: readonly Route[]; readonly unlisted: Unlisted} => {
	if (verbose) return {listed: all, unlisted: {open: 0, closed: 0}};
	const open = all.filter(({websocket}) => websocket !== 'no');
	const listed = open.slice(0, routeLimit);
	return {listed, unlisted: {open: open.length - listed.length, closed: all.length - open.length}};
};

const routes = ({routes: shown}: LintReport, {ascii, unlisted: {open, closed}}: Layout): readonly string[] => {
	const rest = [...(open > 0 ? [count(open, 'more route')] : []), ...(closed > 0 ? [`${count(closed, 'route')} that no WebSocket takes`] : [])];
	const more = rest.length > 0 ? [`  and ${rest.join(', ')} (--verbose lists all)`, ''] : [];
	if (shown.length + open + closed === 0) return ['No route: these files have no frontend that leads to a server, so there was little to check.', ''];
	if (shown.length === 0) return ['No route of these files takes WebSockets.', ...more];
	return ['Routes that a WebSocket can take  (* ends a silent one)', ...shown.flatMap(route => routeLines(route, ascii)), ...more];
};

const tabs = (text: string) => text.replace(/\t/g, ' ');

// A long line is shown around its mark.
const excerpt = ({file, line, column = 1, endColumn = column + 1}: LintReportFinding, {width, sourceLine}: Layout): readonly string[] => {
	const number = String(line);
	const room = width - number.length - 5;
	const text = tabs(sourceLine(file, line));
	if (text.trim() === '') return [];
	const start = endColumn - 1 <= room ? 0 : Math.max(0, Math.min(column - 1 - 8, text.length - room));
	const marked = '^'.repeat(Math.max(1, Math.min(endColumn, start + room + 1) - column));
	const cut = text.length > start + room;
	return [
		`  ${number} | ${clean(text.slice(start, start + room - (cut ? 1 : 0)), 500)}${cut ? '…' : ''}`,
		`  ${' '.repeat(number.length)} | ${' '.repeat(Math.max(0, column - 1 - start))}${marked}`,
	];
};

const fixLines = ({title, where, diff}: Fix, {width, marks}: Layout): readonly string[] => [
	...hanging(`  ${marks.bullet} `, `${title}${where ? ` (${where})` : ''}`, width),
	...(diff ?? '')
		.split('\n')
		.map(line => line.replace(/\r$/, ''))
		.filter(line => line !== '')
		.map(line => `      ${line}`),
];

const signs: Readonly<Record<Severity, string>> = {problem: 'PROBLEM', risk: 'RISK', note: 'NOTE'};

/** One finding; its reason is given once, however many lines share it. */
const finding = (found: LintReportFinding, told: Set<string>, layout: Layout): readonly string[] => [
	`${found.file}:${found.line}${found.column === undefined ? '' : `:${found.column}`}  ${signs[found.severity]}  ${found.code}`,
	...wrap(found.title, layout.width - 2).map(line => `  ${line}`),
	...excerpt(found, layout),
	...(told.has(found.why) ? [] : wrap(found.why, layout.width - 2).map(line => `  ${line}`)),
	...found.fixes.flatMap(fix => fixLines(fix, layout)),
	'',
];

const undecided = ({undecided: all = []}: LintReport, {width, marks}: Layout): readonly string[] =>
	all.length === 0
		? []
		: [
				'Not decided by the files, so both ways are read',
				...all.flatMap(({file, line, condition}) => hanging(`  ${marks.bullet} `, `${file}:${line} .if ${condition}`, width)),
				'',
			];

const perCode = 10;

/** The same thing said a thousand times hides everything else. */
const limited = (findings: readonly LintReportFinding[], verbose: boolean): {shown: readonly LintReportFinding[]; hidden: ReadonlyMap<string, number>} => {
	const seen = new Map<string, number>();
	const shown = findings.filter(({code}) => {
		seen.set(code, (seen.get(code) ?? 0) + 1);
		return verbose || (seen.get(code) ?? 0) <= perCode;
	});
	return {shown, hidden: verbose ? new Map() : new Map([...seen].filter(([, number]) => number > perCode).map(([code, number]) => [code, number - perCode]))};
};

const rank: Readonly<Record<Severity, number>> = {problem: 0, risk: 1, note: 2};

// Whoever reads this in an incident reads the first screen; the order of the files stays within one severity.
const worstFirst = (all: readonly LintReportFinding[]) => all.toSorted((left, right) => rank[left.severity] - rank[right.severity]);

const findings = (report: LintReport, layout: Layout): readonly string[] => {
	const {shown, hidden} = limited(worstFirst(report.findings), layout.verbose);
	const told = new Set<string>();
	const more = [...hidden].map(([code, number]) => `  ${layout.marks.bullet} ${count(number, 'more finding')} of ${code} (--verbose lists all)`);
	const lines = shown.flatMap(found => {
		const written = finding(found, told, layout);
		if (!layout.verbose) told.add(found.why);
		return written;
	});
	return [...lines, ...(more.length > 0 ? [...more, ''] : [])];
};

/** What to do after any of the changes: the same for all of them, so it is said once. */
const afterwards = ({findings: all}: LintReport): readonly string[] => {
	const commands = new Set<string>();
	for (const {fixes} of all) for (const {then = []} of fixes) for (const command of then) commands.add(command);
	return commands.size === 0 ? [] : ['After each change', ...[...commands].map(command => `  $ ${command}`), ''];
};

const ignored = ({ignored: all}: LintReport, {width, marks}: Layout): readonly string[] =>
	all.length === 0
		? []
		: [
				'Ignored in the files',
				...all.flatMap(({code, file, line, reason}) => hanging(`  ${marks.bullet} `, `${file}:${line} ${code}: ${reason || '(no reason given)'}`, width)),
				'',
			];

const haproxy = ({haproxy: said}: LintReport, {width, marks}: Layout): readonly string[] => {
	if (!said) return [];
	const missing = said.messages.filter(message => message.missing);
	const warnings = said.messages.filter(({level}) => level === 'warning');
	return [
		`haproxy -c (${said.version}): ${!said.valid ? 'refused' : missing.length > 0 ? 'nothing against it, but for what is only missing here' : 'valid'}`,
		...missing.flatMap(({text}) => hanging(`  ${marks.bullet} `, `only missing on this machine: ${text}`, width)),
		...warnings.flatMap(({text, file, line}) => hanging(`  ${marks.bullet} `, `warning${file ? ` (${file}:${line})` : ''}: ${text}`, width)),
		'',
	];
};

type Options = {readonly width?: number; readonly ascii?: boolean; readonly verbose?: boolean; readonly unlisted: Unlisted; readonly sourceLine: SourceLine};

/** The report for people: the routes in it with their clocks, then every finding with its line shown and marked. */
export const toLintText = (report: LintReport, {width = 80, ascii = false, verbose = false, unlisted, sourceLine}: Options): string => {
	const marks = ascii ? asciiMarks : unicodeMarks;
	const layout: Layout = {width: Math.max(40, Math.min(width, 100)), marks, ascii, verbose, sourceLine, unlisted};
	const names = report.files.length > 3 ? `${report.files.slice(0, 3).join(', ')} and ${report.files.length - 3} more` : report.files.join(', ');
	const lines = [
		`ws-doctor ${report.tool.version} lint · ${names}`,
		'',
		headline(report),
		'',
		...haproxy(report, layout),
		...undecided(report, layout),
		...routes(report, layout),
		...findings(report, layout),
		...afterwards(report),
		...ignored(report, layout),
		...(report.findings.length > 0 ? ['More about a code: ws-doctor explain <code>'] : []),
	];
	const text = `${lines.join('\n').trimEnd()}\n`;
	return ascii ? toAscii(text) : text;
};
