import type {Assessment, Evidence, Report} from '../model.ts';

/** What a report says beside its assessment. */
export type Circumstances = {
	readonly version: string;
	readonly session: string;
	readonly startedAt: Date;
	readonly finishedAt: Date;
	readonly flow: string;
	readonly interrupted?: boolean;
	/** The command line that repeats the examination, without secrets. */
	readonly repeat?: string;
	readonly evidence: readonly Evidence[];
};

/** `2026-11-20T12-30-00Z-k3f9`: sorts by time, and is a file name everywhere. */
export const sessionName = (at: Date, random: number): string =>
	`${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z-${Math.floor(random * 36 ** 4)
		.toString(36)
		.padStart(4, '0')}`;

const urlOf = (evidence: readonly Evidence[]) => evidence.find(({step}) => step === 'url')?.value as string | undefined;

/** The report of contract.md. */
export const buildReport = (assessment: Assessment, {version, session, startedAt, finishedAt, flow, interrupted, repeat, evidence}: Circumstances): Report => {
	const url = urlOf(evidence);
	return {
		schema: 'ws-doctor.report/1',
		tool: {name: 'ws-doctor', version},
		session,
		startedAt: startedAt.toISOString(),
		finishedAt: finishedAt.toISOString(),
		...(interrupted && {interrupted}),
		target: url === undefined ? {} : {url},
		flow,
		...(repeat !== undefined && {repeat}),
		redaction: 'secrets',
		...assessment,
		evidence,
	};
};
