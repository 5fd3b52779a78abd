import {handed, nextSteps, rewind, valueFor} from './engine.ts';
import type {Evidence, Flow, IdleEvent, Instruments, Milliseconds, Probe, Question, Source, Step} from './model.ts';
import {createQueue} from './queue.ts';

/** What an operator, a flag or a fallback says to a question; `back` takes the last answer away. */
export type Answer = {readonly value: unknown; readonly source: Source} | {readonly missing: string; readonly source: Source} | {readonly back: true};

/** Carries one question to whoever answers: a person in the wizard, flags and fallbacks without one. */
export type Ask = (question: Question<any>, look: (step: Step<any>) => any, signal: AbortSignal) => Promise<Answer>;

/** What happens in an examination, as it happens. */
export type Happening =
	| {readonly type: 'asking'; readonly question: Question<any>}
	| {readonly type: 'started'; readonly probe: Probe<any>; readonly plan: string; readonly cost: Milliseconds}
	| {readonly type: 'seen'; readonly probe: string; readonly event: IdleEvent}
	| {readonly type: 'evidence'; readonly evidence: readonly Evidence[]; readonly pending: readonly string[]};

export type Examination = {
	readonly flow: Flow;
	readonly instruments: Instruments;
	readonly ask: Ask;
	/** Evidence known beforehand, from flags or `--answers`. */
	readonly given?: readonly Evidence[];
	/** False leaves every probe untaken: only what was given counts. */
	readonly probing?: boolean;
	/** Aborting ends the examination. With the reason `conclude`, probes hand over what they know. */
	readonly signal: AbortSignal;
	readonly now?: () => Date;
};

type Running = {readonly step: Step<any>; readonly from: readonly string[]; readonly abort: AbortController};

/** Words for what a probe threw: our own bug, or a measurement that could not begin. */
const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

type Outcome = {readonly running: Running; readonly answer: Answer};

/** Carries the steps of a flow out: ready probes side by side, the next question meanwhile. The only caller of `ask` and of instruments. */
export async function* examine({
	flow,
	instruments,
	ask,
	given = [],
	probing = true,
	signal,
	now = () => new Date(),
}: Examination): AsyncGenerator<Happening, readonly Evidence[]> {
	let evidence = given;
	const running = new Map<string, Running>();
	const queue = createQueue<Happening | Outcome>();
	const look = (step: Step<any>) => valueFor(evidence, step);
	const report = (): Happening => ({
		type: 'evidence',
		evidence,
		pending: [...running.values()].filter(({step}) => step.type === 'probe').map(({step}) => step.id),
	});

	const begin = (step: Step<any>, take: (signal: AbortSignal) => Promise<Answer>) => {
		const from = [...new Set([...step.needs, ...step.uses].map(({id}) => id))].filter(id => evidence.some(({step: known}) => known === id));
		const entry: Running = {step, from, abort: new AbortController()};
		running.set(step.id, entry);
		take(AbortSignal.any([signal, entry.abort.signal])).then(
			answer => queue.push({running: entry, answer}),
			error => queue.push({running: entry, answer: {missing: reason(error), source: 'probe'}}),
		);
	};

	const startProbe = (probe: Probe<any>) => {
		const known = handed(probe, look);
		queue.push({type: 'started', probe, plan: probe.plan(...known), cost: probe.cost(...known)});
		begin(probe, async signal => ({
			value: await probe.run(instruments, signal, event => queue.push({type: 'seen', probe: probe.id, event}), ...known),
			source: 'probe',
		}));
	};

	const startQuestion = (question: Question<any>) => {
		queue.push({type: 'asking', question});
		begin(question, signal => ask(question, look, signal));
	};

	const laneIsFree = ({lane}: Probe<any>) => !lane || ![...running.values()].some(({step}) => step.type === 'probe' && step.lane === lane);

	const startReady = () => {
		if (signal.aborted) return;
		for (const step of nextSteps(flow, evidence)) {
			if (running.has(step.id)) continue;
			if (step.type === 'probe') {
				if (probing && laneIsFree(step)) startProbe(step);
			} else if (![...running.values()].some(({step}) => step.type === 'question')) startQuestion(step);
		}
	};

	/** The last answer a person gave, with all that followed from it; probes made from it are aborted. */
	const goBack = () => {
		const last = [...evidence].reverse().find(({source}) => source === 'user');
		if (!last) return;
		const kept = rewind(evidence, last.step);
		const gone = new Set(evidence.filter(item => !kept.includes(item)).map(({step}) => step));
		evidence = kept;
		for (const entry of running.values()) {
			if (!entry.from.some(id => gone.has(id))) continue;
			running.delete(entry.step.id);
			entry.abort.abort(new Error('abandoned'));
		}
	};

	const settle = ({running: entry, answer}: Outcome) => {
		// A late result of an abandoned step is dropped.
		if (running.get(entry.step.id) !== entry) return;
		running.delete(entry.step.id);
		if ('back' in answer) return goBack();
		evidence = [...evidence, {step: entry.step.id, at: now().toISOString(), from: entry.from, ...answer} as Evidence];
	};

	startReady();
	while (running.size > 0) {
		const item = await queue.next();
		if (!('running' in item)) {
			yield item;
			continue;
		}

		settle(item);
		startReady();
		yield report();
	}

	return evidence;
}
