import {writeFile} from 'node:fs/promises';
import {menu} from 'ws-doctor:menu';
import {commandTable} from '../commands.ts';
import type {Context} from '../context.ts';
import type {Begin} from '../journal/keeping.ts';
import type {Evidence, Report} from '../model.ts';
import {formatOfFile, formats} from '../report/formats.ts';
import type {Snapshot} from '../snapshot.ts';
import type {Saved} from '../ui/control/desk.ts';
import {openWizard} from '../ui/open.ts';
import type {MenuItem} from '../ui/view.ts';
import type {Left} from '../ui/wizard.ts';
import {UsageError} from '../usage-error.ts';
import {givenEvidence} from './evidence.ts';
import {type Hands, handsFor} from './hands.ts';
import type {WizardKeeping} from './keeping.ts';
import {deliver, exitCodeOf, render} from './output.ts';

const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'its folder does not exist',
	EACCES: 'this user may not write there',
	EISDIR: 'this is a folder',
	EROFS: 'the file system is read-only',
	ENOSPC: 'there is no space left',
};

const keepAliasesOf = async ({session}: Report, context: Context) => (await import('./kept.ts')).aliasKeeper(session, context);

/** Writes the report in the format of the name's ending, else as Markdown, for this user's eyes; what exists is left alone unless it may be overwritten. */
const saver =
	(context: Context) =>
	async (report: Report, path: string, overwrite: boolean): Promise<Saved> => {
		try {
			const keepAliases = await keepAliasesOf(report, context);
			const content = await render(report, context, {format: formatOfFile(path) ?? 'markdown', keepAliases});
			await writeFile(path, content, {mode: 0o600, flag: overwrite ? 'w' : 'wx'});
			return {outcome: 'saved'};
		} catch (error) {
			const code = (error as NodeJS.ErrnoException).code ?? '';
			return code === 'EEXIST' ? {outcome: 'exists'} : {outcome: 'failed', why: `${path} cannot be written: ${reasons[code] ?? code}.`};
		}
	};

const themeOf = ({flags, env}: Context) => ({
	color: !env.NO_COLOR && !flags['no-color'] && env.FORCE_COLOR !== '0',
	ascii: flags.ascii === true,
	reader: env.INK_SCREEN_READER === 'true',
});

/** What else ws-doctor does, for whoever has no symptom. */
const others: ReadonlyArray<Omit<MenuItem, 'kind'>> = [
	{id: 'setup', label: 'Set HAProxy up for WebSockets', hint: 'asks, writes a configuration, and proves it', here: true},
	{id: 'demo', label: 'Practise on a broken chain', hint: 'on this machine, with a planted fault'},
];

const menuItems = (): readonly MenuItem[] => [
	...menu.map(({id, symptom, hint}): MenuItem => ({kind: 'symptom', id, label: symptom, hint})),
	...others.filter(({id}) => commandTable[id]?.load).map((item): MenuItem => ({kind: 'command', ...item})),
];

/** Whose hands the wizard uses, and where it keeps what it examines. */
export type WizardKeep = {
	readonly hands?: Hands;
	readonly begin?: (context: Context) => Promise<Begin>;
	/** Leaves as soon as a set-up has been answered. */
	readonly answersOnly?: boolean;
};

const keepNothing = async (context: Context): Promise<Begin> => (await import('../journal/keeping.ts')).unkept(context);

const tellHowToResume = (session: string | undefined, {stderr}: Context) => {
	if (session !== undefined) stderr(`ws-doctor: interrupted; ws-doctor resume ${session} goes on with it.\n`);
};

/** Opens the wizard with what was told beforehand: at the menu, or at a symptom. Throws a `UsageError` without a terminal. */
export const wizardOn = async (
	given: readonly Evidence[],
	symptom: string | undefined,
	context: Context,
	{hands = handsFor(context), begin = keepNothing, answersOnly}: WizardKeep = {},
): Promise<Left & {readonly exitCode: number}> => {
	const {terminal, signal, atExit, version} = context;
	if (!terminal) throw new UsageError('The wizard needs a terminal: expected one on standard input and output.');
	// What is said while the wizard is open would stand in the middle of its frame.
	const said: string[] = [];
	const beside = {...context, stderr: (text: string) => void said.push(text)};
	let kept: WizardKeeping | undefined;
	// All that the menu does not show is loaded behind it.
	const load = async () => {
		const [{compare}, {starter}, {keepWizard}, keep] = await Promise.all([
			import('../compare.ts'),
			import('./examining.ts'),
			import('./keeping.ts'),
			begin(beside),
		]);
		const keeping = keepWizard(keep, context);
		kept = keeping;
		const draftOf = async (snapshot: Snapshot) => (await import('./setup-wizard.ts')).draftOf(snapshot, beside, keeping);
		return {start: await starter(beside, hands, keeping), reportOf: keeping.reportOf, compare, draftOf};
	};
	const more = async () => (await import('./recent.ts')).offersHere(context);
	const options = {
		menu: menuItems(),
		...{symptom, given, load, more, answersOnly, version},
		save: saver(context),
		short: async (report: Report) => String(await render(report, context, {format: 'short'})),
		formats: Object.entries(formats).map(([name, {extension}]) => ({name, extension})),
	};
	const left = await openWizard(options, themeOf(context), {...terminal, signal, atExit});
	await kept?.ended();
	context.stderr(said.join(''));
	tellHowToResume(kept?.resumable(), context);
	return left;
};

/** Another command that was chosen in the menu. */
const runOther = async ({id, operand}: MenuItem, context: Context): Promise<number> => {
	const {run} = (await commandTable[id]?.load?.()) ?? {};
	return run ? run({...context, positionals: operand === undefined ? [] : [operand]}) : 70;
};

/** The wizard as a command: on what is given, and at a symptom if there is one. */
export const runOn = async (given: readonly Evidence[], symptom: string | undefined, context: Context, keep?: WizardKeep): Promise<number> => {
	const left = await wizardOn(given, symptom, context, keep);
	if (left.other) return runOther(left.other, context);
	const {report} = left;
	if (report && context.flags.output) await deliver(await render(report, context, {keepAliases: await keepAliasesOf(report, context)}), context);
	return report && !left.interrupted ? exitCodeOf(report, context) : left.exitCode;
};

/** The wizard with what the command line tells, at a symptom if there is one; what it examines is kept. */
export const runKept = async (symptom: string | undefined, context: Context): Promise<number> => {
	const hands = handsFor(context);
	const begin = async (beside: Context) => (await import('../journal/keeping.ts')).keepNew(beside, hands.conceal);
	return runOn(await givenEvidence(context, hands), symptom, context, {hands, begin});
};

/** `ws-doctor [url]`: the menu, the questions, the examination, the findings. */
export const run = (context: Context): Promise<number> => runKept(context.flags.symptom, context);
