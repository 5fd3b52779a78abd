import {writeFile} from 'node:fs/promises';
import {flowAt, flowOf, flows, namesIn} from '../../flows/index.ts';
import {carried} from '../../flows/reading/carried.ts';
import type {Context} from '../context.ts';
import type {Evidence, Flow, Report} from '../model.ts';
import {buildReport, sessionName} from '../report/build.ts';
import {toMarkdown} from '../report/markdown.ts';
import {createSession, type Session, type Snapshot} from '../session.ts';
import type {Saved} from '../ui/control/desk.ts';
import {openWizard} from '../ui/open.tsx';
import type {Left} from '../ui/wizard.ts';
import {UsageError} from '../usage-error.ts';
import {givenEvidence} from './evidence.ts';
import {instrumentsFor} from './hands.ts';
import {deliver, exitCodeOf, render} from './output.ts';

const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'its folder does not exist',
	EACCES: 'this user may not write there',
	EISDIR: 'this is a folder',
	EROFS: 'the file system is read-only',
	ENOSPC: 'there is no space left',
};

/** Writes the report as Markdown, for this user's eyes; what exists is left alone unless it may be overwritten. */
const save = async (report: Report, path: string, overwrite: boolean): Promise<Saved> => {
	try {
		await writeFile(path, toMarkdown(report), {mode: 0o600, flag: overwrite ? 'w' : 'wx'});
		return {outcome: 'saved'};
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? '';
		return code === 'EEXIST' ? {outcome: 'exists'} : {outcome: 'failed', why: `${path} cannot be written: ${reasons[code] ?? code}.`};
	}
};

const reporter = ({version, now}: Context) => {
	const random = Math.random();
	return ({assessment, evidence, flow, startedAt: started}: Snapshot): Report => {
		const startedAt = new Date(started);
		const circumstances = {version, session: sessionName(startedAt, random), startedAt, finishedAt: now(), flow: flow.id};
		return buildReport(assessment, {...circumstances, evidence: carried(evidence, assessment.findings)});
	};
};

const starter =
	(given: readonly Evidence[], context: Context) =>
	(flow: Flow): Session => {
		const {flags, now} = context;
		const session = createSession({flow, instruments: instrumentsFor(context), given, now, probing: !flags.offline});
		if (flags.budget !== undefined) {
			const budget = setTimeout(session.conclude, flags.budget);
			void session.ended.finally(() => clearTimeout(budget));
		}

		return session;
	};

const themeOf = ({flags, env}: Context) => ({
	color: !env.NO_COLOR && !flags['no-color'],
	ascii: flags.ascii === true,
	reader: env.INK_SCREEN_READER === 'true',
});

/** Opens the wizard with what was told beforehand: at the menu, or at a flow. Throws a `UsageError` without a terminal. */
export const wizardOn = async (given: readonly Evidence[], flow: Flow | undefined, context: Context): Promise<Left & {readonly exitCode: number}> => {
	const {terminal, signal, atExit, version} = context;
	if (!terminal) throw new UsageError('The wizard needs a terminal: expected one on standard input and output.');
	const names = namesIn(given);
	const options = {
		flows: flows.map(each => flowAt(each, names)),
		flow: flow && flowAt(flow, names),
		given,
		start: starter(given, context),
		reportOf: reporter(context),
		save,
		version,
	};
	return openWizard(options, themeOf(context), {...terminal, signal, atExit});
};

/** `ws-doctor [url]`: the menu, the questions, the examination, the findings. */
export const run = async (context: Context): Promise<number> => {
	const given = await givenEvidence(context, instrumentsFor(context));
	const {symptom} = context.flags;
	const left = await wizardOn(given, symptom === undefined ? undefined : flowOf(symptom), context);
	if (left.report && context.flags.output) await deliver(render(left.report, context), context);
	return left.report && !left.interrupted ? exitCodeOf(left.report, context) : left.exitCode;
};
