import {byHand} from '../../flows/by-hand.ts';
import {completionsFor} from '../../flows/completions.ts';
import {flowOf, namesIn} from '../../flows/index.ts';
import {suggestionsFor} from '../../flows/suggestions.ts';
import type {Context} from '../context.ts';
import {knownIn} from '../engine.ts';
import type {Evidence, Question, Suggestion} from '../model.ts';
import {readPaste} from '../paste/index.ts';
import {createSession, type Session} from '../session.ts';
import type {Start} from '../ui/examining.ts';
import type {Hands} from './hands.ts';
import {flowHere, type Here, hereEvidence, lookHere} from './here.ts';
import type {WizardKeeping} from './keeping.ts';
import {usualFiles} from './usual-files.ts';

const filesFound = async (): Promise<readonly Suggestion[]> => (await usualFiles()).map(value => ({value, because: 'found on this machine'}));

const suggesting =
	(files: readonly Suggestion[]) =>
	({id}: Question<unknown>, evidence: readonly Evidence[]): readonly Suggestion[] =>
		id === 'configurationFiles' ? files : suggestionsFor(id, knownIn(evidence));

const withinBudget = (session: Session, budget: number | undefined): Session => {
	if (budget === undefined) return session;
	const timer = setTimeout(session.conclude, budget);
	void session.ended.finally(() => clearTimeout(timer));
	return session;
};

/** Who chooses a symptom reports it; after a change it is not reported again. */
const reported = (symptom: string, known: readonly Evidence[], at: Date): readonly Evidence[] =>
	known.some(({step}) => step === 'symptom') ? known : [{step: 'symptom', at: at.toISOString(), source: 'user', value: symptom}, ...known];

const seenHere = (known: readonly Evidence[], here: Here, at: Date): readonly Evidence[] =>
	known.some(({step}) => step === 'here') ? known : [...known, hereEvidence(here, at)];

/** Begins examinations: all that only they need is loaded with this module, after the menu has been painted. */
export const starter = async (context: Context, hands: Hands, {open}: WizardKeeping): Promise<Start> => {
	const {flags, now} = context;
	const [files, here] = await Promise.all([filesFound(), lookHere(context)]);
	return async (symptom, known, gate) => {
		if (symptom === 'setup') return (await import('./setup-wizard.ts')).startSetup(known, context, ({id}) => (id === 'file' ? files : []));
		const given = gate ? seenHere(reported(symptom, known, now()), here, now()) : known;
		const flow = flowHere(flowOf(symptom, namesIn(given)), here);
		const session = open(flow, given, recorder =>
			createSession({
				instruments: hands.create(),
				...{flow, given, now, gate, recorder, probing: !flags.offline},
				suggest: suggesting(files),
				complete: ({id}, text, evidence) => completionsFor(id, text, knownIn(evidence)),
				byHand: (step, evidence) => byHand(step, knownIn(evidence)),
				readPaste,
			}),
		);
		return withinBudget(session, flags.budget);
	};
};
