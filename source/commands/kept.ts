import {writeFile} from 'node:fs/promises';
import {flowOf, namesIn} from '../../flows/index.ts';
import {carried} from '../../flows/reading/carried.ts';
import type {Context} from '../context.ts';
import {diagnose} from '../engine.ts';
import {repeatCommand} from '../journal/arguments.ts';
import {aliasesPath, isKept, stateFolder} from '../journal/folder.ts';
import type {Keeping} from '../journal/keeping.ts';
import type {KeptSession} from '../journal/read.ts';
import type {Assessment, Evidence, Flow, Report} from '../model.ts';
import {buildReport} from '../report/build.ts';
import type {KeepAliases} from './output.ts';
import {evidenceIn} from './told.ts';

type Examined = {
	readonly assessment: Assessment;
	readonly evidence: readonly Evidence[];
	readonly version: string;
	readonly flow: string;
	readonly finishedAt: Date;
	readonly interrupted: boolean;
};

/** The report of an examination under its session's name. */
export const reportOf = ({session, startedAt, repeat}: Pick<Keeping, 'session' | 'startedAt' | 'repeat'>, {assessment, evidence, ...rest}: Examined): Report =>
	buildReport(assessment, {...rest, session, startedAt, repeat: repeat(evidence), evidence: carried(evidence, assessment.findings)});

/** A session without what was only begun when it was told to end: that is tried again. */
export const withoutUnfinished = (session: KeptSession): KeptSession => ({...session, entries: session.entries.filter(({unfinished}) => !unfinished)});

/** The evidence of a journal, checked as any answer from outside. Throws a `UsageError`. */
export const evidenceOf = ({entries}: KeptSession, context: Pick<Context, 'now' | 'stderr'>): readonly Evidence[] =>
	evidenceIn(JSON.stringify({schema: 'ws-doctor.report/1', evidence: entries.map(({evidence}) => evidence)}), context);

/** The flow of a session, at the places that its evidence names. */
export const flowOfSession = ({header}: KeptSession, evidence: readonly Evidence[]): Flow => flowOf(header.flow, namesIn(evidence));

const finishedAt = ({header, end, lastAt}: KeptSession): Date => {
	const moment = new Date(end?.finishedAt ?? lastAt ?? header.startedAt);
	return Number.isNaN(moment.getTime()) ? new Date(header.startedAt) : moment;
};

/** The report of a kept session, made from its evidence by this version. */
export const reportOfSession = (session: KeptSession, context: Pick<Context, 'now' | 'stderr' | 'version'>): Report => {
	const {header, end} = session;
	const evidence = evidenceOf(session, context);
	const flow = flowOfSession(session, evidence);
	const keeping = {
		session: header.session,
		startedAt: new Date(header.startedAt),
		repeat: (evidence: readonly Evidence[]) => repeatCommand(header.arguments, evidence, flow.id),
	};
	const interrupted = end?.interrupted ?? true;
	return reportOf(keeping, {
		assessment: diagnose(flow, evidence),
		evidence,
		version: context.version,
		flow: flow.id,
		finishedAt: finishedAt(session),
		interrupted,
	});
};

/** Keeps what each alias of a redacted report stands for beside the session, if that is kept, for this user's eyes. */
export const aliasKeeper =
	(session: string, context: Pick<Context, 'env' | 'stderr'>): KeepAliases =>
	async aliases => {
		const folder = stateFolder(context);
		if (!isKept(folder, session)) return;
		const failed = () => context.stderr(`ws-doctor: what the aliases stand for could not be kept beside the session ${session}.\n`);
		await writeFile(aliasesPath(folder, session), `${JSON.stringify(aliases, null, 2)}\n`, {mode: 0o600}).catch(failed);
	};
