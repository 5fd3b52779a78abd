import {diagnose} from './engine.ts';
import {type Answer, examine, type Happening} from './examine.ts';
import type {Evidence, Flow, Instruments, Question, Step} from './model.ts';
import {advance, type Snapshot} from './snapshot.ts';

export type {ProbeRow, Snapshot} from './snapshot.ts';

export type Session = {
	readonly subscribe: (listener: () => void) => () => void;
	readonly getSnapshot: () => Snapshot;
	/** Answers the waiting question with text; what cannot be read becomes the complaint. */
	readonly answer: (text: string) => Promise<void>;
	/** "I do not know": the question's fallback if it has one, else nothing; a complaint where that is no answer. */
	readonly skip: () => void;
	/** Takes the last answer away, with all that followed from it, also while only probes run; nothing where there is none. */
	readonly back: () => void;
	/** Stops waiting: probes hand over what they know. */
	readonly conclude: () => void;
	/** Ends everything at once. */
	readonly stop: () => void;
	/** Settles when the examination has ended, however it ended. */
	readonly ended: Promise<void>;
};

export type SessionOptions = {
	readonly flow: Flow;
	readonly instruments: Instruments;
	readonly given?: readonly Evidence[];
	readonly now?: () => Date;
	readonly probing?: boolean;
};

/** What an unanswered question leaves behind. */
export const unanswered = ({fallback, parse, title}: Question<any>): Answer =>
	fallback === undefined ? {missing: `not told: ${title}`, source: 'user'} : {value: parse(fallback), source: 'default'};

/** An examination as a store for React: the wizard subscribes, and answers. */
export const createSession = ({flow, instruments, given = [], now = () => new Date(), probing = true}: SessionOptions): Session => {
	const listeners = new Set<() => void>();
	const control = new AbortController();
	let reply: ((answer: Answer) => void) | undefined;
	let goBack = () => {};
	let snapshot: Snapshot = {flow, startedAt: now().getTime(), probes: [], evidence: given, assessment: diagnose(flow, given), finished: false};

	const update = (change: Partial<Snapshot>) => {
		snapshot = {...snapshot, ...change};
		for (const listener of listeners) listener();
	};

	/** The question is no longer asked: it was answered, taken back, or the examination has ended. */
	const withdraw = (asked: typeof reply) => {
		if (!asked || reply !== asked) return;
		reply = undefined;
		update({question: undefined, complaint: undefined});
	};

	const ask = (question: Question<any>, _look: (step: Step<any>) => any, signal: AbortSignal) =>
		new Promise<Answer>((resolve, reject) => {
			reply = resolve;
			signal.addEventListener('abort', () => withdraw(resolve), {once: true});
			signal.addEventListener('abort', () => reject(signal.reason), {once: true});
			update({question, complaint: undefined});
		});

	const answer = async (text: string) => {
		const {question} = snapshot;
		const asked = reply;
		if (!question || !asked) return;
		// A check takes time: meanwhile another question may stand here, which this text does not answer.
		const complain = (complaint: string) => reply === asked && update({complaint});
		try {
			const value = question.parse(text);
			const complaint = await question.check?.(value, instruments);
			if (complaint) return void complain(complaint);
			withdraw(asked);
			asked({value, source: 'user'});
		} catch (error) {
			complain(error instanceof Error ? error.message : String(error));
		}
	};

	const skip = () => {
		const {question} = snapshot;
		const asked = reply;
		if (!question || !asked) return;
		if (!question.optional && question.fallback === undefined) return update({complaint: `Nothing goes on without this. ${question.hint}`});
		withdraw(asked);
		asked(unanswered(question));
	};

	const follow = (happening: Happening) => {
		const change = advance(snapshot, happening, now().getTime());
		if (change) update(change);
	};

	const onBack = (back: () => void) => (goBack = back);

	const run = async () => {
		try {
			for await (const happening of examine({flow, instruments, ask, given, probing, signal: control.signal, onBack, now})) follow(happening);
		} finally {
			update({finished: true});
		}
	};

	return {
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		getSnapshot: () => snapshot,
		answer,
		skip,
		back: () => goBack(),
		conclude: () => control.abort('conclude'),
		stop: () => control.abort(new Error('stopped')),
		ended: run(),
	};
};
