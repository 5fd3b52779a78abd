import {handed, lastAnswer, nextSteps, rewind, valueFor} from './engine.ts';
import type {Answer, Examination, Happening, Recorder} from './examination.ts';
import type {Evidence, Probe, Question, Step} from './model.ts';
import {planOf} from './plans.ts';
import {createQueue} from './queue.ts';

export type {Answer, Ask, Examination, Happening, Recorder} from './examination.ts';

const noRecorder: Recorder = {record: item => item, retract: () => {}};

type Running = {readonly step: Step<any>; readonly from: readonly string[]; readonly abort: AbortController};

type Told = {readonly told: string; readonly value: unknown};

/** What comes of a running step: news while it runs, and its answer in the end. */
type Message = {readonly running: Running; readonly news: Happening} | {readonly running: Running; readonly answer: Answer} | Told | 'back' | 'go' | 'over';

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
	onGate,
	onTold,
	now = () => new Date(),
	recorder = noRecorder,
}: Examination): AsyncGenerator<Happening, readonly Evidence[]> {
	let evidence = given;
	const running = new Map<string, Running>();
	const queue = createQueue<Message>();
	const look = (step: Step<any>) => valueFor(evidence, step);
	let open = onGate === undefined;
	const mayStart = (probe: Probe<any>) => probing && (open || probe.local === true);
	const held = () => (open || !probing || signal.aborted ? [] : nextSteps(flow, evidence).filter(step => step.type === 'probe' && !mayStart(step)));
	const report = (): Happening => ({
		type: 'evidence',
		evidence,
		planned: held().map(step => planOf(step as Probe<any>, look)),
		pending: [...running.values()].filter(({step}) => step.type === 'probe').map(({step}) => step.id),
	});

	const madeFrom = (step: Step<any>) => [...step.needs, ...step.uses].map(({id}) => id).filter(id => evidence.some(({step: known}) => known === id));

	const begin = (step: Step<any>, take: (signal: AbortSignal, tell: (news: Happening) => void) => Promise<Answer>) => {
		const entry: Running = {step, from: madeFrom(step), abort: new AbortController()};
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
			tell({type: 'started', probe, plan: probe.plan(...known), cost: probe.cost(...known), moments: probe.moments?.(...known) ?? []});
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
				if (mayStart(step) && laneIsFree(step)) startProbe(step);
			} else if (![...running.values()].some(({step}) => step.type === 'question')) startQuestion(step);
		}
	};

	const abandon = (entry: Running) => {
		running.delete(entry.step.id);
		entry.abort.abort(new Error('abandoned'));
	};

	const forget = (id: string, also: (step: Step<any>) => boolean) => {
		const kept = rewind(evidence, id);
		const gone = new Set(evidence.filter(item => !kept.includes(item)).map(({step}) => step));
		if (gone.size > 0) recorder.retract([...gone]);
		evidence = kept;
		for (const entry of running.values()) if (also(entry.step) || entry.from.some(id => gone.has(id))) abandon(entry);
	};

	/** Takes the last answer away with all that followed from it; probes made from it are aborted, and it is asked for again. */
	const goBack = (last: string) => forget(last, step => step.type === 'question');

	const file = ({told, value}: Told) => {
		const step = flow.steps.find(({id}) => id === told);
		const from = step ? madeFrom(step) : [];
		forget(told, ({id}) => id === told);
		evidence = [...evidence, recorder.record({step: told, at: now().toISOString(), source: 'user', from, value}, false)];
	};

	/** What is to be told of a message. Whatever an abandoned step still says is dropped. */
	const receive = (message: Message): readonly Happening[] => {
		if (message === 'over') return [];
		if (message === 'back') {
			const last = lastAnswer(flow, evidence);
			if (last === undefined) return [];
			goBack(last);
		} else if (message === 'go') {
			open = true;
		} else if ('told' in message) {
			file(message);
		} else {
			const {step, from} = message.running;
			if (running.get(step.id) !== message.running) return [];
			if ('news' in message) return [message.news];
			running.delete(step.id);
			const partial = signal.aborted && step.type === 'probe' && 'value' in message.answer;
			const found = {step: step.id, at: now().toISOString(), from, ...message.answer, ...(partial && {partial})} as Evidence;
			evidence = [...evidence, recorder.record(found, signal.aborted)];
		}

		startReady();
		return [report()];
	};

	onBack?.(() => queue.push('back'));
	onGate?.(() => queue.push('go'));
	signal.addEventListener('abort', () => queue.push('over'), {once: true});
	onTold?.((told, value) => queue.push({told, value}));
	startReady();
	try {
		if (held().length > 0) yield report();
		while (running.size > 0 || held().length > 0) yield* receive(await queue.next());
	} finally {
		// Whoever stops listening stops the probes, too.
		for (const entry of running.values()) abandon(entry);
	}

	return evidence;
}
