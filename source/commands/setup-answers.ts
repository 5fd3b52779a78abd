import {readFile} from 'node:fs/promises';
import setup from '../../flows/setup/index.ts';
import {askNobody, readAnswers} from '../answers.ts';
import type {Context} from '../context.ts';
import {examine} from '../examine.ts';
import type {Evidence} from '../model.ts';
import {answersFrom} from '../setup/answers.ts';
import type {SetupAnswers} from '../setup/types.ts';
import {UsageError} from '../usage-error.ts';
import {instrumentsFor} from './hands.ts';

const limit = 1_000_000;

const textOf = async (path: string, {stdin}: Context): Promise<string> => {
	const text = path === '-' ? await stdin() : await readFile(path, 'utf8').catch(() => undefined);
	if (text === undefined || text.length > limit) throw new UsageError(`The answers ${path} cannot be read: expected a JSON file of at most 1 MB.`);
	return text;
};

const given = async (path: string, context: Context): Promise<readonly Evidence[]> => {
	const warn = (sentence: string) => context.stderr(`ws-doctor: ${sentence}\n`);
	return readAnswers(await textOf(path, context), {steps: setup.steps, at: context.now().toISOString(), warn});
};

/** Adds the fallbacks of the questions that nobody has answered. */
export const withFallbacks = async (told: readonly Evidence[], context: Context): Promise<readonly Evidence[]> => {
	const {signal, now} = context;
	let evidence = told;
	for await (const happening of examine({flow: setup, instruments: instrumentsFor(context), ask: askNobody, given: told, probing: false, signal, now})) {
		if (happening.type === 'evidence') evidence = happening.evidence;
	}

	return evidence;
};

/** What the set-up is told: `--answers`, else a person at the terminal; undefined when that person has left. Throws a `UsageError`. */
export const setupAnswers = async (context: Context): Promise<SetupAnswers | undefined> => {
	const {flags, terminal} = context;
	if (flags.answers !== undefined) return answersFrom(await withFallbacks(await given(flags.answers, context), context));
	if (!terminal)
		throw new UsageError('The set-up asks questions, and there is no terminal: expected --answers <file.json>, or a terminal on standard input and output.');
	const {wizardOn} = await import('./wizard.ts');
	const {snapshot, interrupted} = await wizardOn([], 'setup', context, {answersOnly: true});
	return snapshot?.finished && !interrupted ? answersFrom(snapshot.evidence) : undefined;
};
