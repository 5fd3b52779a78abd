import type {Context} from '../context.ts';
import {planSetup} from '../setup/plan.ts';
import type {SetupAnswers, SetupPlan, Surroundings} from '../setup/types.ts';
import {setupText, writtenText} from '../setup/words.ts';
import {UsageError} from '../usage-error.ts';
import {setupAnswers} from './setup-answers.ts';
import {confirm} from './setup-ask.ts';
import {checkedPlan, isGood, type SetupChecks, surroundingsOf} from './setup-check.ts';
import {setupJson, type Written} from './setup-json.ts';
import {placeFor, put} from './setup-place.ts';
import {prove} from './setup-prove.ts';

const show = (plan: SetupPlan, checks: SetupChecks, written: Written | undefined, {flags, stdout, stderr, columns, version}: Context): void => {
	if (flags.json) return void stdout(setupJson(plan, checks, written, version));
	if (!written) stdout(plan.file.kind === 'new' ? plan.file.text : plan.file.diff);
	if (!flags.quiet) stderr(setupText(plan, {...checks, ...(written && {written})}, columns));
};

const showThenAsk = async (plan: SetupPlan, checks: SetupChecks, path: string, surroundings: Surroundings, context: Context): Promise<void> => {
	show(plan, checks, undefined, context);
	if (!(await confirm(`Change ${path}? The file as it is stays beside it.`, context))) return context.stderr('Nothing was changed.\n');
	context.stderr(writtenText(await put(plan, path, true, surroundings, context.now())));
};

const conclude = async (plan: SetupPlan, checks: SetupChecks, surroundings: Surroundings, context: Context): Promise<void> => {
	const place = placeFor(plan, context);
	if (place.how === 'show') return show(plan, checks, undefined, context);
	if (!isGood(checks)) {
		show(plan, checks, undefined, context);
		throw new UsageError('Nothing was written, since a check objects to the file: expected answers or a file that HAProxy and lint accept.');
	}

	if (place.how === 'ask') return showThenAsk(plan, checks, place.path, surroundings, context);
	show(plan, checks, await put(plan, place.path, place.how === 'replace', surroundings, context.now()), context);
};

const fileInForce = ({file}: SetupPlan, {flags}: Context): string => {
	if (flags.output !== undefined && flags.output !== '-') return flags.output;
	return file.kind === 'changed' ? file.name : '/etc/haproxy/haproxy.cfg';
};

/** Plans what the answers ask for, checks it, and writes or shows it; with `--prove` it probes what is in force. Throws a `UsageError`. */
export const setUp = async (answers: SetupAnswers, context: Context): Promise<number> => {
	if (context.flags.prove) {
		const plan = planSetup(answers, await surroundingsOf(answers));
		return prove(plan.proofs, fileInForce(plan, context), context);
	}

	const {plan, surroundings, checks, good} = await checkedPlan(answers, context);
	await conclude(plan, checks, surroundings, context);
	return good ? 0 : 1;
};

/** Whether the wizard also shows what comes of the answers, and writes it: else they are all that it is opened for. */
const staysInWizard = ({terminal, flags}: Context) =>
	terminal && flags.answers === undefined && !flags.json && !flags.yes && !flags.prove && flags.output !== '-';

/** `ws-doctor setup`: answers in, a checked configuration out. */
export const run = async (context: Context): Promise<number> => {
	if (staysInWizard(context)) return (await import('./wizard.ts')).runKept('setup', context);
	const answers = await setupAnswers(context);
	return answers ? setUp(answers, context) : 130;
};
