import {diagnose} from './engine.ts';
import type {Happening} from './examine.ts';
import type {Assessment, Evidence, Flow, IdleEvent, Milliseconds, Question} from './model.ts';

/** One probe as the screen shows it. Moments are milliseconds since the epoch. */
export type ProbeRow = {
	readonly id: string;
	readonly title: string;
	readonly plan: string;
	/** How long it may take at most. */
	readonly cost: Milliseconds;
	readonly startedAt: Milliseconds;
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
		const {evidence, pending} = happening;
		return {evidence, probes: settled(probes, evidence, pending, now), assessment: diagnose(flow, evidence, new Set(pending))};
	}

	const {probe, plan, cost} = happening;
	const rows = started(probes, {id: probe.id, title: probe.title, plan, cost, startedAt: now, events: []});
	return {probes: rows, assessment: diagnose(flow, evidence, stillRunning(rows))};
};
