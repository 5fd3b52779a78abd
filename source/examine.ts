import {handed, lastAnswer, nextSteps, rewind, valueFor} from './engine.ts';
import type {Evidence, Flow, IdleEvent, Instruments, Milliseconds, Probe, Question, Source, Step} from './model.ts';
import {createQueue} from './queue.ts';

/** What an operator, a flag or a fallback says to a question. */
export type Answer = {readonly value: unknown; readonly source: Source} | {readonly missing: string; readonly source: Source};

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
	/** Aborting ends the examination. With the reason `conclude`, probes hand over what they know; with any other nobody is waited for. */
	readonly signal: AbortSignal;
	/** Is handed what takes the last answer away, at any moment, with all that followed from it. */
	readonly onBack?: (back: () => void) => void;
	readonly now?: () => Date;
};

type Running = {readonly step: Step<any>; readonly from: readonly string[]; readonly abort: AbortController};

/** What comes of a running step: news while it runs, and its answer in the end. */
type Message = {readonly running: Running; readonly news: Happening} | {readonly running: Running; readonly answer: Answer} | 'back';

/** Words for what ended a step without an answer: our own bug, a measurement that could not begin, or the end of the examination. */
const reason = (error: unknown) => {
	if (error === 'conclude') return 'ended before it could tell';
	return error instanceof Error ? error.message : String(error);
};

/** Rejects when the examination is called off; one that is concluded still waits for what the step hands over. */
const calledOff = (signal: AbortSignal) =>
	new Promise<never>((_, reject) => {
		signal.addEventListener('abort', () => signal.reason === 'conclude' || reject(signal.reason), {once: true});
	});

/** Carries the steps of a flow out: ready probes side by side, the next question meanwhile. The only caller of `ask` and of instruments. */
export async function* examine({
	flow,
	instruments,
	ask,
	given = [],
	probing = true,
	signal,
	onBack,
	now = () => new Date(),
}: Examination): AsyncGenerator<Happening, readonly Evidence[]> {
	let evidence = given;
	const running = new Map<string, Running>();
	const queue = createQueue<Message>();
	const look = (step: Step<any>) => valueFor(evidence, step);
	const report = (): Happening => ({
		type: 'evidence',
		evidence,
		pending: [...running.values()].filter(({step}) => step.type === 'probe').map(({step}) => step.id),
	});

	const begin = (step: Step<any>, take: (signal: AbortSignal, tell: (news: Happening) => void) => Promise<Answer>) => {
		const from = [...step.needs, ...step.uses].map(({id}) => id).filter(id => evidence.some(({step: known}) => known === id));
		const entry: Running = {step, from, abort: new AbortController()};
		const over = AbortSignal.any([signal, entry.abort.signal]);
		running.set(step.id, entry);
		Promise.race([take(over, news => queue.push({running: entry, news})), calledOff(over)]).then(
			answer => queue.push({running: entry, answer}),
			error => queue.push({running: entry, answer: {missing: reason(error), source: step.type === 'probe' ? 'probe' : 'default'}}),
		);
	};

	const startProbe = (probe: Probe<any>) => {
		const known = handed(probe, look);
		begin(probe, async (signal, tell) => {
			tell({type: 'started', probe, plan: probe.plan(...known), cost: probe.cost(...known)});
			const value = await probe.run(instruments, signal, event => tell({type: 'seen', probe: probe.id, event}), ...known);
			return {value, source: 'probe'};
		});
	};

	const startQuestion = (question: Question<any>) => {
		begin(question, async (signal, tell) => {
			tell({type: 'asking', question});
			return ask(question, look, signal);
		});
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

	const abandon = (entry: Running) => {
		running.delete(entry.step.id);
		entry.abort.abort(new Error('abandoned'));
	};

	/** Takes the last answer away with all that followed from it; probes made from it are aborted, and it is asked for again. */
	const goBack = (last: string) => {
		const kept = rewind(evidence, last);
		const gone = new Set(evidence.filter(item => !kept.includes(item)).map(({step}) => step));
		evidence = kept;
		for (const entry of running.values()) if (entry.step.type === 'question' || entry.from.some(id => gone.has(id))) abandon(entry);
	};

	/** What is to be told of a message. Whatever an abandoned step still says is dropped. */
	const receive = (message: Message): readonly Happening[] => {
		if (message === 'back') {
			const last = lastAnswer(flow, evidence);
			if (last === undefined) return [];
			goBack(last);
		} else {
			const {step, from} = message.running;
			if (running.get(step.id) !== message.running) return [];
			if ('news' in message) return [message.news];
			running.delete(step.id);
			const partial = signal.aborted && step.type === 'probe' && 'value' in message.answer;
			evidence = [...evidence, {step: step.id, at: now().toISOString(), from, ...message.answer, ...(partial && {partial})} as Evidence];
		}

		startReady();
		return [report()];
	};

	onBack?.(() => queue.push('back'));
	startReady();
	try {
		while (running.size > 0) yield* receive(await queue.next());
	} finally {
		// Whoever stops listening stops the probes, too.
		for (const entry of running.values()) abandon(entry);
	}

	return evidence;
}
