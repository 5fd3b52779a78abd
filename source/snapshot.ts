import {diagnose, lastAnswer, rewind} from './engine.ts';
import type {Happening} from './examine.ts';
import type {Assessment, Evidence, Flow, IdleEvent, Milliseconds, Question, Suggestion} from './model.ts';
import {type Planned, plansAfter} from './plans.ts';
import {type Branch, isOnlyTold, treeOf} from './tree.ts';

/** One probe as the screen shows it. Moments are milliseconds since the epoch. */
export type ProbeRow = {
	readonly id: string;
	readonly title: string;
	readonly plan: string;
	/** How long it may take at most. */
	readonly cost: Milliseconds;
	readonly startedAt: Milliseconds;
	/** When it looks, counted from its start. */
	readonly moments?: readonly Milliseconds[];
	/** What a person could type for the same. */
	readonly command?: string | undefined;
	readonly events: readonly IdleEvent[];
	readonly finishedAt?: Milliseconds;
	/** What was found; absent while it runs. */
	readonly evidence?: Evidence;
};

/** Everything the wizard shows: screens are pure functions of it. */
export type Snapshot = {
	readonly flow: Flow;
	readonly startedAt: Milliseconds;
	/** The question that waits for an answer. */
	readonly question?: Question<any> | undefined;
	/** Why the last answer to it was not taken. */
	readonly complaint?: string | undefined;
	readonly probes: readonly ProbeRow[];
	readonly evidence: readonly Evidence[];
	readonly assessment: Assessment;
	readonly finished: boolean;
	/** Probes that could start and wait for leave. */
	readonly planned?: readonly Planned[];
	/** What may be offered as an answer to the question, the likeliest first. */
	readonly offered?: readonly Suggestion[];
};

/** Whether anything that the operator said can be taken back. */
export const canTakeBack = ({flow, evidence}: Snapshot): boolean => lastAnswer(flow, evidence) !== undefined;

/** What is known without the last answer and all that followed from it. */
export const withoutLast = ({flow, evidence}: Snapshot): readonly Evidence[] => {
	const last = lastAnswer(flow, evidence);
	return last === undefined ? evidence : rewind(evidence, last);
};

/** The flow as far as it has been walked. */
export const branches = ({flow, evidence, question, probes}: Snapshot): readonly Branch[] =>
	treeOf(flow, evidence, new Set([...(question ? [question.id] : []), ...stillRunning(probes)]));

/** What an answer to the question would open; nothing while it cannot be read. */
export const wouldOpen = ({flow, evidence, question}: Snapshot, text: string): readonly Planned[] => {
	if (!question) return [];
	try {
		return plansAfter(flow, evidence, {step: question.id, at: '', source: 'user', value: question.parse(text)});
	} catch {
		return [];
	}
};

/** What was said, but for the symptom, and nothing that was measured: with this the same is examined after a change. Files are read again where it is known which. */
export const answersOf = ({flow, evidence}: Snapshot): readonly Evidence[] => {
	const stepOf = (id: string) => flow.steps.find(step => step.id === id);
	const named = evidence.some(({step, value}) => step === 'configurationFiles' && value !== undefined);
	return evidence.filter(({step: id, source}) => {
		const step = stepOf(id);
		if (id === 'symptom') return false;
		if (id === 'config') return !named;
		// What was pasted was measured, too.
		return step === undefined || (step.type === 'question' && !(source === 'user' && isOnlyTold(step)));
	});
};

/** Causes that are no longer possible. */
export const ruledOut = ({flow, assessment}: Snapshot): readonly string[] => {
	const open = new Set([...assessment.undecided, ...assessment.findings].map(({code}) => code));
	return flow.rules.filter(({code, advisory}) => !advisory && !open.has(code)).map(({code}) => code);
};

/** Events that a row keeps: the last ones. */
const kept = 200;

const started = (probes: readonly ProbeRow[], row: ProbeRow) => [...probes.filter(({id}) => id !== row.id), row];

const noticed = (probes: readonly ProbeRow[], id: string, event: IdleEvent) =>
	probes.map(row => (row.id === id ? {...row, events: [...row.events, event].slice(-kept)} : row));

const stillRunning = (probes: readonly ProbeRow[]) => new Set(probes.filter(({evidence}) => !evidence).map(({id}) => id));

/** Rows of probes that Back has taken away disappear; finished ones get their evidence. */
const settled = (probes: readonly ProbeRow[], evidence: readonly Evidence[], pending: readonly string[], now: Milliseconds) =>
	probes
		.filter(({id}) => pending.includes(id) || evidence.some(({step}) => step === id))
		.map(row => {
			const found = pending.includes(row.id) ? undefined : evidence.find(({step}) => step === row.id);
			return found && !row.evidence ? {...row, evidence: found, finishedAt: now} : row;
		});

/** What a happening changes, if anything: a question becomes visible when it is asked. */
export const advance = ({flow, probes, evidence}: Snapshot, happening: Happening, now: Milliseconds): Partial<Snapshot> | undefined => {
	if (happening.type === 'asking') return;
	if (happening.type === 'seen') return {probes: noticed(probes, happening.probe, happening.event)};
	if (happening.type === 'evidence') {
		const {evidence, pending, planned} = happening;
		return {evidence, planned, probes: settled(probes, evidence, pending, now), assessment: diagnose(flow, evidence, new Set(pending))};
	}

	const {probe, plan, cost, moments} = happening;
	const rows = started(probes, {id: probe.id, title: probe.title, plan, cost, moments, startedAt: now, events: []});
	return {probes: rows, assessment: diagnose(flow, evidence, stillRunning(rows))};
};
