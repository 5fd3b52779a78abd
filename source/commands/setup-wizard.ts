import setup from '../../flows/setup/index.ts';
import {parseArguments} from '../arguments.ts';
import type {Context} from '../context.ts';
import type {Evidence, Flow, Question, Suggestion} from '../model.ts';
import {createSession, type Session, type Snapshot} from '../session.ts';
import {answersFrom} from '../setup/answers.ts';
import type {SetupPlan, Surroundings} from '../setup/types.ts';
import {setupText} from '../setup/words.ts';
import type {Draft, Proof} from '../ui/draft.ts';
import type {Saved} from '../ui/view.ts';
import {UsageError} from '../usage-error.ts';
import {givenEvidence} from './evidence.ts';
import {starter} from './examining.ts';
import {handsFor, instrumentsFor} from './hands.ts';
import type {WizardKeeping} from './keeping.ts';
import {checkedPlan} from './setup-check.ts';
import {exists, put} from './setup-place.ts';

const ids = new Set(setup.steps.map(({id}) => id));

/** Where the set-up has choices, there is nothing else to say. */
const flow: Flow = {...setup, steps: setup.steps.map(step => (step.type === 'question' && step.choices ? {...step, only: true} : step))};

/** Asks what the set-up has to know; what a flag says of an examination is no answer here. */
export const startSetup = (known: readonly Evidence[], context: Context, suggest: (question: Question<unknown>) => readonly Suggestion[]): Session => {
	const given = known.filter(({step, source}) => source !== 'flag' && ids.has(step));
	return createSession({flow, instruments: instrumentsFor(context), given, probing: false, now: context.now, suggest});
};

/** A mistake of the operator's is a sentence; anything else is our bug. */
const sentence = (error: unknown): string => {
	if (error instanceof UsageError) return error.message;
	throw error;
};

const writer =
	(plan: SetupPlan, surroundings: Surroundings, {now}: Context) =>
	async (path: string, overwrite: boolean): Promise<Saved> => {
		if (!overwrite && (await exists(path))) return {outcome: 'exists'};
		try {
			const {backup} = await put(plan, path, overwrite, surroundings, now());
			return {outcome: 'saved', ...(backup !== undefined && {backup})};
		} catch (error) {
			return {outcome: 'failed', why: sentence(error)};
		}
	};

/** What `ws-doctor diagnose` would be told to prove a pool, as an examination in the wizard. */
const prover =
	({proofs}: SetupPlan, context: Context, keeping: WizardKeeping) =>
	async (path: string): Promise<Proof> => {
		const {flags, given, positionals} = parseArguments(['diagnose', ...(proofs[0] ?? []), '--config', path]);
		const own = {...context, flags, given, positionals};
		const hands = handsFor(own);
		return {start: await starter(own, hands, keeping), given: await givenEvidence(own, hands)};
	};

/** What the answers lead to: the file, checked, and what can be done with it. */
export const draftOf = async ({evidence}: Snapshot, context: Context, keeping: WizardKeeping): Promise<Draft> => {
	try {
		const {plan, surroundings, checks, good} = await checkedPlan(answersFrom(evidence), context);
		const {file, commands} = plan;
		const {output} = context.flags;
		return {
			kind: file.kind,
			replaces: file.kind === 'changed' && output === undefined,
			path: output ?? file.name,
			text: file.kind === 'new' ? file.text : file.diff,
			...{good, commands},
			words: columns => setupText(plan, checks, columns),
			write: writer(plan, surroundings, context),
			prove: prover(plan, context, keeping),
		};
	} catch (error) {
		return {complaint: sentence(error)};
	}
};
