import {formatDuration} from '../duration.ts';
import type {Evidence, Report, ReportTimer} from '../model.ts';

/** `3s`, or `unlimited`. */
export const timerValue = ({ms, upTo}: ReportTimer): string => (ms === null ? 'unlimited' : `${formatDuration(ms)}${upTo ? `–${formatDuration(upTo)}` : ''}`);

/** Where the value comes from: `haproxy.cfg:14`, `operator`, `default`. */
export const timerOrigin = ({location, origin}: ReportTimer): string => (location ? `${location.file}:${location.line}` : origin);

/** What a clock does on this path: fires first, is superseded, or limits another phase. */
export const timerRole = ({binding, applies, kind}: ReportTimer): string =>
	binding ? 'fires first' : applies ? (kind === 'idle' ? '' : kind) : 'not in force';

/** The headline when there is no verdict. */
export const noVerdict = ({exitCode, findings}: Report): string => {
	if (exitCode === 0) return 'No problem found.';
	return findings.length > 0
		? 'No verdict: what was seen has more than one possible explanation.'
		: 'No verdict: something fails, and what was seen does not tell what.';
};

/** Which clock will cut first, and how often something has to be sent. */
export const bindingWords = ({timers, safeHeartbeat}: Report): string | undefined => {
	const binding = timers.find(timer => timer.binding);
	if (!binding || binding.ms === null) return;
	const pause = safeHeartbeat === undefined ? '' : ` A heartbeat is safe up to every ${formatDuration(safeHeartbeat)}, half of it.`;
	return `A silent connection would first be cut by ${binding.hop}'s ${binding.name} after ${formatDuration(binding.ms)} (${timerOrigin(binding)}).${pause}`;
};

/** What is not known and why, a line for each missing step, the codes that wait for it behind it. */
export const notChecked = ({undecided, evidence}: Report): ReadonlyArray<{step: string; because: string; codes: readonly string[]}> => {
	const steps = [...new Set(undecided.flatMap(({lacking}) => lacking))];
	return steps.map(step => ({
		step,
		because: evidence.find(item => item.step === step)?.missing ?? 'not known',
		codes: undecided.filter(({lacking}) => lacking.includes(step)).map(({code}) => code),
	}));
};

/** The steps that were taken without success. */
export const failures = (evidence: readonly Evidence[]): readonly Evidence[] =>
	evidence.filter(({missing, source}) => missing !== undefined && source === 'probe');
