import type {Fix, Milliseconds, Severity} from '../model.ts';

/** The report of `ws-doctor lint`, as `contract.md` fixes it. */
export type LintReport = {
	readonly schema: 'ws-doctor.lint/1';
	readonly tool: {readonly name: 'ws-doctor'; readonly version: string};
	readonly files: readonly string[];
	/** What `haproxy` itself says; null where it was not asked, or is not installed. */
	readonly haproxy: LintHaproxy | null;
	/** Conditions of `.if` that are not decided by the files: both branches are read. */
	readonly undecided?: readonly {readonly file: string; readonly line: number; readonly condition: string}[];
	readonly routes: readonly LintRoute[];
	readonly findings: readonly LintReportFinding[];
	/** Findings that a `# ws-doctor: ignore` in the files answers. */
	readonly ignored: readonly LintIgnored[];
	readonly exitCode: 0 | 1;
};

export type LintHaproxy = {readonly valid: boolean; readonly version: string; readonly messages: readonly LintMessage[]};

export type LintMessage = {
	readonly level: 'alert' | 'warning' | 'notice';
	readonly text: string;
	readonly file?: string;
	readonly line?: number;
	/** Something that is only missing on this machine. */
	readonly missing?: true;
};

/** A timer in force; `ms: null` is unlimited, and without `ms` the value is not in the files. */
export type LintTimer = {
	readonly ms?: Milliseconds | null;
	readonly written: string;
	readonly file: string;
	readonly line: number;
	readonly section: string;
};

/** What ends a silent WebSocket, and when; `ms: null` is never, and without `ms` that is not in the files. */
export type LintIdle = {readonly ms?: Milliseconds | null; readonly by?: string; readonly file?: string; readonly line?: number};

export type LintRoute = {
	readonly frontend: string;
	readonly backend: string;
	/** The condition, without `if`; null for a default. */
	readonly when: string | null;
	readonly websocket: 'yes' | 'maybe' | 'no';
	readonly mode: 'http' | 'tcp';
	/** The server that a `use-server` picks for every WebSocket. */
	readonly server?: string;
	readonly timers: Readonly<Record<string, LintTimer | null>>;
	readonly idle: LintIdle;
};

type Place = {readonly file: string; readonly line: number; readonly column?: number; readonly endColumn?: number};

export type LintReportFinding = Place & {
	readonly code: string;
	readonly severity: Severity;
	readonly title: string;
	readonly why: string;
	readonly fixes: readonly Fix[];
};

export type LintIgnored = {readonly code: string; readonly file: string; readonly line: number; readonly reason: string};

/** How many findings there are of each severity. */
export const countsOf = (findings: readonly LintReportFinding[]): Readonly<Record<Severity, number>> => {
	const counts = {problem: 0, risk: 0, note: 0};
	for (const {severity} of findings) counts[severity] += 1;
	return counts;
};
