import type {Evidence, Flow, IdleEvent, Instruments, Milliseconds, Probe, Question, Source, Step} from './model.ts';
import type {Planned} from './plans.ts';

/** What an operator, a flag or a fallback says to a question. */
export type Answer = {readonly value: unknown; readonly source: Source} | {readonly missing: string; readonly source: Source};

/** Carries one question to whoever answers: a person in the wizard, flags and fallbacks without one. */
export type Ask = (question: Question<any>, look: (step: Step<any>) => any, signal: AbortSignal) => Promise<Answer>;

/** What happens in an examination, as it happens. */
export type Happening =
	| {readonly type: 'asking'; readonly question: Question<any>}
	| {readonly type: 'started'; readonly probe: Probe<any>; readonly plan: string; readonly cost: Milliseconds; readonly moments: readonly Milliseconds[]}
	| {readonly type: 'seen'; readonly probe: string; readonly event: IdleEvent}
	| {
			readonly type: 'evidence';
			readonly evidence: readonly Evidence[];
			readonly pending: readonly string[];
			/** Probes that could start and wait for leave. */
			readonly planned: readonly Planned[];
	  };

/** Takes down what becomes known, before anybody is shown it. */
export type Recorder = {
	/** Returns what may be kept of it, which is without secrets. `ended` says that the examination had been told to end. */
	readonly record: (item: Evidence, ended: boolean) => Evidence;
	/** These steps' evidence is taken back. */
	readonly retract: (steps: readonly string[]) => void;
};

/** What an examination is made with. */
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
	/** Is handed the leave to open connections; without this nobody has to be asked. */
	readonly onGate?: (go: () => void) => void;
	/** Is handed what files a result that somebody brings, in place of the step's own and of all that followed from that. */
	readonly onTold?: (tell: (step: string, value: unknown) => void) => void;
	readonly now?: () => Date;
	readonly recorder?: Recorder;
};
