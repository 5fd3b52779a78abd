import {flowOf, namesIn} from '../../flows/index.ts';
import {carried} from '../../flows/reading/carried.ts';
import {askNobody} from '../answers.ts';
import type {Context} from '../context.ts';
import {diagnose} from '../engine.ts';
import {examine} from '../examine.ts';
import type {Evidence, Flow, Instruments, Report} from '../model.ts';
import {buildReport, sessionName} from '../report/build.ts';
import {UsageError} from '../usage-error.ts';
import {givenEvidence} from './evidence.ts';
import {instrumentsFor} from './hands.ts';
import {checkOutput, deliver, exitCodeOf, render} from './output.ts';
import {narrator} from './progress.ts';

/** Symptoms of the contract; those without a flow of their own are examined by all rules. */
const symptoms = ['drops', 'refused', 'wrong-server', 'drops-together', 'slow-or-full', 'check-up'];

const flowFor = (given: readonly Evidence[]): Flow => {
	const symptom = given.find(({step}) => step === 'symptom')?.value as string | undefined;
	if (symptom !== undefined && !symptoms.includes(symptom)) throw new UsageError(`"${symptom}" is no symptom: expected one of ${symptoms.join(', ')}.`);
	return flowOf(symptom, namesIn(given));
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

const gather = async (flow: Flow, given: readonly Evidence[], instruments: Instruments, context: Context): Promise<readonly Evidence[]> => {
	const {control, done} = controlFor(context);
	const narrate = narrator(context);
	let evidence = given;
	for await (const happening of examine({
		flow,
		instruments,
		ask: askNobody,
		given,
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

/** Examines what is given without a question, and returns the report. */
export const examineToReport = async (given: readonly Evidence[], instruments: Instruments, context: Context): Promise<Report> => {
	const {version, now, signal} = context;
	const flow = flowFor(given);
	const startedAt = now();
	const evidence = await gather(flow, given, instruments, context);
	const assessment = diagnose(flow, evidence);
	const circumstances = {version, session: sessionName(startedAt, Math.random()), startedAt, finishedAt: now(), flow: flow.id, interrupted: signal.aborted};
	return buildReport(assessment, {...circumstances, evidence: carried(evidence, assessment.findings)});
};

/** `ws-doctor diagnose <url>`: flags and answers in, a report out, no questions. */
export const run = async (context: Context): Promise<number> => {
	await checkOutput(context);
	const instruments = instrumentsFor(context);
	const given = await givenEvidence(context, instruments);
	if (given.length === 0) throw new UsageError('Nothing to diagnose: expected a URL such as wss://example.net/ws, or --answers <file.json>.');
	const report = await examineToReport(given, instruments, context);
	await deliver(render(report, context), context);
	return exitCodeOf(report, context);
};
