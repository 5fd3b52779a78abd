import {formatDuration} from '../duration.ts';
import type {Evidence, Finding, Idle, Report, ReportTimer} from '../model.ts';
import {cutOf} from './cut.ts';
import {whatItTakes} from './takes.ts';

/** `3s`, or `unlimited`. */
export const timerValue = ({ms, upTo}: ReportTimer): string => (ms === null ? 'unlimited' : `${formatDuration(ms)}${upTo ? `–${formatDuration(upTo)}` : ''}`);

/** Where the value comes from: `haproxy.cfg:14`, `operator`, `default`. */
export const timerOrigin = ({location, origin}: ReportTimer): string => (location ? `${location.file}:${location.line}` : origin);

/** What a clock does on this path: fires first, is superseded, or limits another phase. */
export const timerRole = ({binding, afterCut, applies, kind}: ReportTimer): string =>
	binding ? (afterCut ? 'first of these' : 'fires first') : applies ? (kind === 'idle' ? '' : kind) : 'not in force';

/** The clocks worth a line for people: a vendor's default that is not at work here is none. */
export const clocksShown = ({timers}: Report): readonly ReportTimer[] => timers.filter(({applies, origin}) => applies || origin !== 'default');

/** What may be the cause, where nothing proves it. */
export const possible = ({verdict, findings}: Report): readonly Finding[] =>
	verdict ? [] : findings.filter(({severity, certainty}) => severity === 'risk' && certainty === 'possible');

/** What has been found beside the verdict and beside what is only possible. */
export const othersFound = (report: Report): readonly Finding[] => {
	const shown = report.verdict ? report.findings.slice(0, 1) : possible(report);
	return report.findings.filter(finding => !shown.includes(finding));
};

const known = ({evidence}: Report, id: string) => evidence.find(({step}) => step === id)?.value;

const outlived = (report: Report): string => {
	const idle = known(report, 'idle') as Partial<Idle> | undefined;
	if (idle?.outcome === 'survived')
		return `No problem found: a silent connection ${idle.ms === undefined ? 'stayed open' : `was still open after ${formatDuration(idle.ms)}`}.`;
	return known(report, 'upgrade') === undefined ? 'No problem found.' : 'No problem found in the handshake. How long a silent connection lives was not tried.';
};

/** The headline when there is no verdict. */
export const noVerdict = (report: Report): string => {
	if (report.exitCode === 0) return outlived(report);
	const explanations = possible(report).length;
	if (explanations > 1) return `No verdict: ${explanations} explanations are possible, and what was seen does not tell them apart.`;
	if (explanations === 1) return 'No verdict: one explanation is possible, and not proven.';
	const seen = report.evidence.some(({step, value}) => value !== undefined && /^(reach|upgrade|idle(?!Limit)|busy|application)/.test(step));
	return seen ? 'No verdict: something fails, and what was seen does not tell what.' : 'No verdict: nothing could be examined.';
};

const heartbeatWords = ({safeHeartbeat}: Report): string =>
	safeHeartbeat === undefined ? '' : ` A heartbeat is safe up to every ${formatDuration(safeHeartbeat)}.`;

/** Which clock will cut first, and how often something has to be sent. */
export const bindingWords = (report: Report): string | undefined => {
	const {timers, evidence} = report;
	const binding = timers.find(timer => timer.binding);
	const cut = cutOf(evidence);
	// A clock that fires well after the cut that was seen is not the first one.
	const unknown = cut !== undefined && (binding?.ms === null || binding?.ms === undefined || binding.ms > cut.ms * 1.1 + 500);
	if (unknown) return heartbeatWords(report) && `No clock above is as short as the cut that was seen.${heartbeatWords(report)}`;
	if (!binding || binding.ms === null) return;
	const what = binding.kind === 'lifetime' ? 'Any connection, however busy,' : 'A silent connection';
	return `${what} is first cut by ${binding.hop}'s ${binding.name} after ${formatDuration(binding.ms)} (${timerOrigin(binding)}).${heartbeatWords(report)}`;
};

/** What would break next, once the verdict's cause is mended. */
export const nextWords = ({next}: Report): string | undefined => {
	if (!next) return;
	const {timer, at} = next;
	const what = timer.kind === 'lifetime' ? 'any connection, however busy,' : 'a silent connection';
	const where = timer.location ? ` (${timer.location.file}:${timer.location.line})` : '';
	return `Once that is mended, ${what} is next cut by ${timer.hop}'s ${timer.name} after ${formatDuration(at)}${where}.`;
};

/** Hops that a response has shown and nobody has named, with the flag that would take them into account. */
export const recognisedWords = ({recognised = []}: Report): string | undefined =>
	recognised.length === 0
		? undefined
		: `Recognised on the way, and not taken for granted: ${recognised.map(({product, because}) => `${product} (${because})`).join(', ')}. If they stand there, name them with --path.`;

/** Some codes by name, and how many more: a list of thirty is not read in an incident, and stands in the JSON report. */
export const someOf = (codes: readonly string[], limit = 5): string =>
	codes.length > limit ? `${codes.slice(0, limit).join(', ')} and ${codes.length - limit} more` : codes.join(', ');

const whyNot = (item: Evidence | undefined): string => item?.missing ?? (item?.partial ? 'ended before its time' : 'not known');

/** A step that is not known: why, what it would take to know it, and the codes that wait for it. */
export type NotChecked = {readonly step: string; readonly because: string; readonly takes?: string; readonly codes: readonly string[]};

/** A probe that failed says itself what is in its way. */
const remedy = (step: string, item: Evidence | undefined, report: Report): Pick<NotChecked, 'takes'> =>
	item?.source === 'probe' ? (item.partial ? {takes: 'more time'} : {}) : {takes: whatItTakes(step, report)};

/** What is not known, an entry for each missing step. */
export const notChecked = (report: Report): readonly NotChecked[] => {
	const {undecided, evidence} = report;
	const steps = [...new Set(undecided.flatMap(({lacking}) => lacking))];
	return steps.map(step => {
		const item = evidence.find(each => each.step === step);
		const codes = undecided.filter(({lacking}) => lacking.includes(step)).map(({code}) => code);
		return {step, because: whyNot(item), ...remedy(step, item, report), codes};
	});
};

/** The steps that were taken without success, and that no line of `notChecked` names. */
export const failures = (report: Report): readonly Evidence[] => {
	const named = notChecked(report).map(({step}) => step);
	return report.evidence.filter(({step, missing, source}) => missing !== undefined && source === 'probe' && !named.includes(step));
};
