import {flowOf, namesIn} from '../../flows/index.ts';
import {withHaproxyCheck} from '../../flows/rules/config/index.ts';
import {askNobody} from '../answers.ts';
import type {Context} from '../context.ts';
import {diagnose} from '../engine.ts';
import {examine, type Recorder} from '../examine.ts';
import {symptoms} from '../flags.ts';
import {isKept, stateFolder} from '../journal/folder.ts';
import {type Begin, keepNew, unkept} from '../journal/keeping.ts';
import type {Evidence, Flow, Instruments, Report} from '../model.ts';
import {clean} from '../text.ts';
import {UsageError} from '../usage-error.ts';
import {givenEvidence} from './evidence.ts';
import {handsFor} from './hands.ts';
import {aliasKeeper, reportOf} from './kept.ts';
import {checkOutput, deliver, exitCodeOf, render} from './output.ts';
import {narrator} from './progress.ts';

const flowFor = (given: readonly Evidence[]): Flow => {
	const symptom = given.find(({step}) => step === 'symptom')?.value as string | undefined;
	if (symptom !== undefined && !symptoms.includes(symptom))
		throw new UsageError(`"${clean(symptom, 40)}" is no symptom: expected one of ${symptoms.join(', ')}.`);
	return withHaproxyCheck(flowOf(symptom, namesIn(given)), given);
};

/** Interruption and budget both end the waiting: probes then hand over what they know. */
const controlFor = ({signal, flags}: Context): {control: AbortController; done: () => void} => {
	const control = new AbortController();
	const conclude = () => control.abort('conclude');
	if (signal.aborted) conclude();
	signal.addEventListener('abort', conclude, {once: true});
	const budget = flags.budget === undefined ? undefined : setTimeout(conclude, flags.budget);
	return {control, done: () => clearTimeout(budget)};
};

type Gathering = {readonly flow: Flow; readonly given: readonly Evidence[]; readonly instruments: Instruments; readonly recorder: Recorder};

const gather = async (gathering: Gathering, context: Context): Promise<readonly Evidence[]> => {
	const {control, done} = controlFor(context);
	const narrate = narrator(context);
	let evidence = gathering.given;
	for await (const happening of examine({
		...gathering,
		ask: askNobody,
		probing: !context.flags.offline,
		signal: control.signal,
		now: context.now,
	})) {
		narrate(happening);
		if (happening.type === 'evidence') evidence = happening.evidence;
	}

	done();
	return evidence;
};

/** Which flow, where the evidence does not say so, and whether and where it is kept. */
export type How = {readonly flow?: Flow; readonly begin?: Begin};

/** Examines what is given without a question, and returns the report. */
export const examineToReport = async (
	given: readonly Evidence[],
	instruments: Instruments,
	context: Context,
	{flow = flowFor(given), begin = unkept(context)}: How = {},
): Promise<Report> => {
	const {version, now, signal} = context;
	const keeping = begin(flow, given);
	const evidence = await gather({flow, given, instruments, recorder: keeping.recorder}, context);
	const assessment = diagnose(flow, evidence);
	const end = {finishedAt: now(), interrupted: signal.aborted};
	await keeping.finish({...assessment, ...end});
	return reportOf(keeping, {assessment, evidence, version, ...end, flow: flow.id});
};

const tellHowToResume = ({session, interrupted}: Report, context: Context) => {
	if (interrupted && isKept(stateFolder(context), session)) context.stderr(`ws-doctor: interrupted; ws-doctor resume ${session} goes on with it.\n`);
};

/** Examines without a question, writes the report, and tells the exit code. */
export const diagnoseTo = async (given: readonly Evidence[], instruments: Instruments, context: Context, how: How): Promise<number> => {
	const report = await examineToReport(given, instruments, context, how);
	tellHowToResume(report, context);
	await deliver(await render(report, context, {keepAliases: aliasKeeper(report.session, context)}), context);
	return exitCodeOf(report, context);
};

/** `ws-doctor diagnose <url>`: flags and answers in, a report out, no questions. */
export const run = async (context: Context): Promise<number> => {
	await checkOutput(context);
	const hands = handsFor(context);
	const given = await givenEvidence(context, hands);
	if (given.length === 0) throw new UsageError('Nothing to diagnose: expected a URL such as wss://example.net/ws, or --answers <file.json>.');
	return diagnoseTo(given, hands.create(), context, {begin: keepNew(context, hands.conceal)});
};
