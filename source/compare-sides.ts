import type {Idle, Milliseconds, Report, Upgrade} from './model.ts';
import {cutOf} from './report/cut.ts';

/** What is compared of a report. */
export type Side = Pick<Report, 'session' | 'startedAt' | 'verdict'> & {
	readonly interrupted: boolean;
	/** How long silence lasted before the end that was seen. */
	readonly cutMs?: Milliseconds;
	/** How long a silent connection was seen to stay open. */
	readonly survivedMs?: Milliseconds;
};

const valueIn = <Value>({evidence}: Report, id: string) => evidence.find(({step}) => step === id)?.value as Value | undefined;

const survived = (report: Report): Milliseconds | undefined => {
	const idle = valueIn<Idle>(report, 'idle');
	return idle?.outcome === 'survived' ? idle.ms : undefined;
};

/** What is compared of a report. */
export const sideOf = (report: Report): Side => {
	const [cut, open] = [cutOf(report.evidence)?.ms, survived(report)];
	const {session, startedAt, verdict, interrupted = false} = report;
	return {session, startedAt, verdict, interrupted, ...(cut !== undefined && {cutMs: cut}), ...(open !== undefined && {survivedMs: open})};
};

/** The status of the handshake, or why there was none; `-` where it was not tried. */
export const handshake = (report: Report): string => {
	const upgrade = valueIn<Upgrade>(report, 'upgrade');
	return String(upgrade?.status ?? upgrade?.outcome ?? '-');
};

const reached = (report: Report): boolean | undefined => {
	const reach = valueIn<{outcome?: string}>(report, 'reach');
	return reach && reach.outcome === 'connected';
};

/** Something was seen to fail; what the operator only reports is not seen. */
export const fails = (report: Report): boolean => {
	if (report.verdict !== null || report.findings.some(({severity}) => severity === 'problem')) return true;
	return cutOf(report.evidence) !== undefined || !['101', '-'].includes(handshake(report)) || reached(report) === false;
};

/** Tried, and nothing was seen to fail; an examination that was interrupted has shown nobody healthy. */
export const isHealthy = (report: Report): boolean => !fails(report) && handshake(report) === '101' && report.interrupted !== true;

/** How far a connection gets: not to the port, not to the 101, not beyond it, or to its idle life. */
export const stage = (report: Report): number => {
	const code = report.verdict?.code;
	if (code !== undefined) return code.startsWith('reach/') ? 0 : code.startsWith('upgrade/') ? 1 : code === 'life/immediate-close' ? 2 : 3;
	if (reached(report) === false) return 0;
	return handshake(report) === '101' || handshake(report) === '-' ? 3 : 1;
};
