import {diagnose, rewind} from './engine.ts';
import {type Answer, examine, type Happening, type Recorder} from './examine.ts';
import type {Completion, Evidence, Flow, Instruments, Question, Step, Suggestion} from './model.ts';
import type {Pasted} from './paste/index.ts';
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
	/** What the text of an unfinished answer may become. */
	readonly complete: (text: string) => readonly Completion[];
	/** Gives leave to open what is planned, and all that follows from it. */
	readonly go: () => void;
	/** Files what was found elsewhere as a step's result, said as the operator's. */
	readonly paste: (step: string, text: string) => PasteTaken;
	/** Stops waiting: probes hand over what they know. */
	readonly conclude: () => void;
	/** Ends everything at once. */
	readonly stop: () => void;
	/** Settles when the examination has ended, however it ended. */
	readonly ended: Promise<void>;
};

/** Why pasted text says nothing about the step; else the evidence with it, from which an examination that has ended can be taken up again. */
export type PasteTaken = {readonly complaint: string} | {readonly evidence: readonly Evidence[]};

export type SessionOptions = {
	readonly flow: Flow;
	readonly instruments: Instruments;
	readonly given?: readonly Evidence[];
	readonly now?: () => Date;
	readonly probing?: boolean;
	/** Asks for leave before the first connection is opened. */
	readonly gate?: boolean;
	/** Takes down what becomes known. */
	readonly recorder?: Recorder;
	/** What may be offered as an answer. */
	readonly suggest?: (question: Question<any>, evidence: readonly Evidence[]) => readonly Suggestion[];
	/** What an unfinished answer may become. */
	readonly complete?: (question: Question<any>, text: string, evidence: readonly Evidence[]) => readonly Completion[];
	/** The command that gives a probe's result elsewhere. */
	readonly byHand?: (step: string, evidence: readonly Evidence[]) => string | undefined;
	/** Reads the output of such a command: which steps it answers, and how. Throws `Error` with one sentence that says what was expected. */
	readonly readPaste?: (step: string, text: string) => readonly Pasted[];
};

/** What an unanswered question leaves behind. */
export const unanswered = ({fallback, parse, title}: Question<any>): Answer =>
	fallback === undefined ? {missing: `not told: ${title}`, source: 'user'} : {value: parse(fallback), source: 'default'};

/** An examination as a store for React: the wizard subscribes, and answers. */
export const createSession = (options: SessionOptions): Session => {
	const {flow, instruments, given = [], now = () => new Date(), probing = true, gate = false, recorder, suggest, byHand, readPaste} = options;
	const listeners = new Set<() => void>();
	const control = new AbortController();
	let reply: ((answer: Answer) => void) | undefined;
	let goBack = () => {};
	let go = () => {};
	let tell = (_step: string, _value: unknown) => {};
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
			update({question, complaint: undefined, offered: suggest?.(question, snapshot.evidence) ?? []});
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
		if (!change) return;
		const {question} = snapshot;
		const evidence = change.evidence ?? snapshot.evidence;
		const offered = question && change.evidence && suggest?.(question, evidence);
		const probes = change.probes?.map(row => (row.command === undefined ? {...row, command: byHand?.(row.id, evidence)} : row));
		update({...change, ...(offered && {offered}), ...(probes && {probes})});
	};

	const paste = (step: string, text: string): PasteTaken => {
		try {
			const pasted = readPaste?.(step, text) ?? [];
			for (const each of pasted) tell(each.step, each.value);
			const kept = pasted.reduce((rest, each) => rewind(rest, each.step), snapshot.evidence);
			return {evidence: [...kept, ...pasted.map((each): Evidence => ({...each, at: now().toISOString(), source: 'user'}))]};
		} catch (error) {
			return {complaint: error instanceof Error ? error.message : String(error)};
		}
	};

	const handles = {
		onBack: (back: () => void) => (goBack = back),
		onTold: (file: typeof tell) => (tell = file),
		...(gate && {onGate: (begin: () => void) => (go = begin)}),
		...(recorder && {recorder}),
	};

	const run = async () => {
		try {
			for await (const happening of examine({flow, instruments, ask, given, probing, signal: control.signal, now, ...handles})) follow(happening);
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
		complete: text => (snapshot.question && options.complete?.(snapshot.question, text, snapshot.evidence)) ?? [],
		go: () => go(),
		paste,
		conclude: () => control.abort('conclude'),
		stop: () => control.abort(new Error('stopped')),
		ended: run(),
	};
};
