import type {Difference, Outcome} from './compare.ts';
import {handshake, isHealthy, type Side, sideOf} from './compare-sides.ts';
import {formatDuration} from './duration.ts';
import type {Milliseconds, Report, ReportTimer} from './model.ts';
import {cutOf} from './report/cut.ts';

/** A measured duration, to 10 ms: more would be noise. */
export const about = (ms: Milliseconds): string => formatDuration(ms < 60_000 ? Math.round(ms / 10) * 10 : ms);

/** What ends it, in words. */
const cause = ({verdict, findings, evidence}: Report): string => {
	const [first] = verdict ? findings : [];
	const cut = cutOf(evidence);
	const clock = first?.timer && `${first.hop ?? 'somebody'}'s ${first.timer.name} (${formatDuration(first.timer.ms)})`;
	const place = first?.location && ` at ${first.location.file}:${first.location.line}`;
	const what = clock ? `${clock}${place ?? ''}, ${verdict?.code}` : (verdict?.code ?? 'a cause without a name');
	return cut ? `${what}, after ${about(cut.ms)}` : what;
};

/** What a change has done, in a sentence; `because` says why that cannot be told. */
export const sentence = (outcome: Outcome, before: Report, after: Report, because: string | undefined): string => {
	const {survivedMs: open} = sideOf(after);
	const silence = open === undefined ? '' : `, and a silent connection was still open after ${about(open)}`;
	if (outcome === 'fixed') return `Fixed: it was ${cause(before)}; now nothing fails${silence}.`;
	if (outcome === 'moved') return `Moved: it was ${cause(before)}; now it is ${cause(after)}.`;
	if (outcome === 'worse') return `Worse: it was ${isHealthy(before) ? 'healthy' : cause(before)}; now it is ${cause(after)}.`;
	if (outcome === 'unchanged') return isHealthy(after) ? `Unchanged: nothing was wrong, and nothing is${silence}.` : `Unchanged: it is still ${cause(after)}.`;
	return `Unknown: ${because ?? 'one of the two examinations saw too little to be held against the other'}.`;
};

const label = ({hop, name}: ReportTimer) => `${hop} ${name}`;
const shown = (timer: ReportTimer | undefined) => (timer ? (timer.ms === null ? 'unlimited' : formatDuration(timer.ms)) : '-');

/** The clocks that were set otherwise, in the order of the path. */
const clockRows = (before: Report, after: Report): readonly Difference[] => {
	const inForce = (report: Report, name: string) => report.timers.find(timer => timer.applies && label(timer) === name);
	const names = [...new Set([...before.timers, ...after.timers].filter(({applies}) => applies).map(label))];
	const rows = names.map(name => ({what: name, before: shown(inForce(before, name)), after: shown(inForce(after, name))}));
	return rows.filter(row => row.before !== row.after);
};

const silence = ({cutMs, survivedMs}: Side): string => {
	if (cutMs !== undefined) return `cut after ${about(cutMs)}`;
	return survivedMs === undefined ? 'not tried' : `open after ${about(survivedMs)}`;
};

const heartbeat = ({safeHeartbeat}: Report) => (safeHeartbeat === undefined ? '-' : formatDuration(safeHeartbeat));

/** Before beside after, the clocks only where they differ. */
export const rowsOf = (before: Report, after: Report): readonly Difference[] => [
	{what: 'verdict', before: before.verdict?.code ?? 'none', after: after.verdict?.code ?? 'none'},
	{what: 'handshake', before: handshake(before), after: handshake(after)},
	{what: 'silence', before: silence(sideOf(before)), after: silence(sideOf(after))},
	{what: 'safe heartbeat', before: heartbeat(before), after: heartbeat(after)},
	...clockRows(before, after),
];
