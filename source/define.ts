import type {Diagnosis, Flow, Instruments, Milliseconds, Notify, Probe, Question, Rule, Step} from './model.ts';

type Steps = ReadonlyArray<Step<any>>;
type ValueOf<S> = S extends Step<infer Value> ? Value : never;
type Values<Needs extends Steps> = {[Index in keyof Needs]: ValueOf<Needs[Index]>};
type MaybeValues<Uses extends Steps> = {[Index in keyof Uses]: ValueOf<Uses[Index]> | undefined};
type Handed<Needs extends Steps, Uses extends Steps> = [...Values<Needs>, ...MaybeValues<Uses>];

type QuestionShape<Value, Needs extends Steps, Uses extends Steps> = {
	id: string;
	title: string;
	hint: string;
	flag?: string;
	needs?: readonly [...Needs];
	uses?: readonly [...Uses];
	when?: (...known: Handed<Needs, Uses>) => boolean;
	notNeeded?: string;
	read?: (json: unknown) => Value;
	choices?: Question<Value>['choices'];
	fallback?: string;
	optional?: boolean;
	parse: (text: string) => Value;
	check?: (value: Value, instruments: Instruments) => Promise<string | undefined>;
};

/** A question, with the types of what it needs inferred. */
export const question = <Value, const Needs extends Steps = [], const Uses extends Steps = []>(shape: QuestionShape<Value, Needs, Uses>) =>
	({optional: false, when: () => true, ...shape, needs: shape.needs ?? [], uses: shape.uses ?? [], type: 'question'}) as Question<Value>;

type ProbeShape<Value, Needs extends Steps, Uses extends Steps> = {
	id: string;
	title: string;
	needs?: readonly [...Needs];
	uses?: readonly [...Uses];
	when?: (...known: Handed<Needs, Uses>) => boolean;
	notNeeded?: string;
	read?: (json: unknown) => Value;
	plan: (...known: Handed<Needs, Uses>) => string;
	cost: (...known: Handed<Needs, Uses>) => Milliseconds;
	local?: true;
	moments?: (...known: Handed<Needs, Uses>) => readonly Milliseconds[];
	lane?: string;
	run: (instruments: Instruments, signal: AbortSignal, notify: Notify, ...known: Handed<Needs, Uses>) => Promise<Value>;
};

/** A probe, with the types of what it needs inferred. */
export const probe = <Value, const Needs extends Steps = [], const Uses extends Steps = []>(shape: ProbeShape<Value, Needs, Uses>) =>
	({when: () => true, ...shape, needs: shape.needs ?? [], uses: shape.uses ?? [], type: 'probe'}) as unknown as Probe<Value>;

type RuleShape<Needs extends Steps, Uses extends Steps> = {
	code: string;
	needs: readonly [...Needs];
	uses?: readonly [...Uses];
	instead?: Rule['instead'];
	outranks?: readonly string[];
	advisory?: boolean;
	find: (...known: Handed<Needs, Uses>) => Diagnosis | undefined;
	at?: (names: readonly string[]) => Rule;
};

/** A rule: one cause, what it needs to know, and how it is recognised. */
export const rule = <const Needs extends Steps, const Uses extends Steps = []>(shape: RuleShape<Needs, Uses>) =>
	({outranks: [], ...shape, uses: shape.uses ?? []}) as unknown as Rule;

/** A flow: one symptom. */
export const flow = (shape: Flow): Flow => shape;
