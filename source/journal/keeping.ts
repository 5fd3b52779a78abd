import type {Context} from '../context.ts';
import type {Recorder} from '../examine.ts';
import type {Assessment, Evidence, Flow} from '../model.ts';
import {sessionName} from '../report/build.ts';
import {repeatCommand, safeArguments} from './arguments.ts';
import {complaint} from './complaint.ts';
import {createJournalFile, type JournalFile, reopenJournalFile} from './file.ts';
import {isKept, journalPath, kept, prune, stateFolder} from './folder.ts';
import type {Header, Line} from './lines.ts';
import {localTime} from './local-time.ts';
import type {KeptSession} from './read.ts';
import {recordable} from './recordable.ts';

/** How an examination ended, for the last line. */
export type Ending = Pick<Assessment, 'verdict' | 'exitCode'> & {readonly finishedAt: Date; readonly interrupted: boolean};

/** An examination under its name, as its commands see it. */
export type Keeping = {
	readonly session: string;
	readonly startedAt: Date;
	readonly recorder: Recorder;
	/** The command line that repeats it. */
	readonly repeat: (evidence: readonly Evidence[]) => string;
	/** Settles when all of it is on the disk. */
	readonly finish: (ending: Ending) => Promise<void>;
	/** Whether it can be resumed: not where nothing could be written, and not in a demo. */
	readonly isKept: () => boolean;
};

/** Begins to keep an examination, with what is known before it begins. */
export type Begin = (flow: Flow, given: readonly Evidence[]) => Keeping;

type Surroundings = Pick<Context, 'positionals' | 'given' | 'env' | 'now' | 'version' | 'stderr'>;

/** The evidence without secrets; `hands` may want to remember what the instruments need of it. */
export type Conceal = (item: Evidence) => Evidence;

const lineOf = (evidence: Evidence, unfinished = false): Line => ({type: 'evidence', evidence, ...(unfinished && {unfinished})});

const recorderOf = (file: JournalFile, conceal: Conceal, now: () => Date): Recorder => ({
	record(item, ended) {
		const safe = conceal(item);
		file.append(lineOf(safe, ended && (safe.missing !== undefined || safe.partial === true)));
		return safe;
	},
	retract: steps => file.append({type: 'retracted', at: now().toISOString(), steps}),
});

const lastLine = ({verdict, exitCode, finishedAt, interrupted}: Ending): Line => ({
	type: 'finished',
	finishedAt: localTime(finishedAt),
	interrupted,
	exitCode: interrupted ? 130 : exitCode,
	verdict: verdict && {code: verdict.code, certainty: verdict.certainty},
});

type Opened = {readonly session: string; readonly startedAt: Date; readonly words: readonly string[]; readonly flow: string};

const keeping = ({session, startedAt, words, flow}: Opened, recorder: Recorder, file: JournalFile, isKept: () => boolean): Keeping => ({
	session,
	startedAt,
	recorder,
	repeat: evidence => repeatCommand(words, evidence, flow),
	async finish(ending) {
		file.append(lastLine(ending));
		await file.close();
	},
	isKept,
});

const nothing: JournalFile = {append: () => {}, close: async () => {}};

/** Names the examination of a demo, and keeps nothing of it: its chain is gone when it ends, and only the demo makes it again. */
export const unkept =
	({positionals, given, now}: Surroundings, conceal: Conceal = recordable): Begin =>
	flow => {
		const startedAt = now();
		const opened = {session: sessionName(startedAt, Math.random()), startedAt, words: safeArguments({positionals, given}), flow: flow.id};
		const unlisted = keeping(opened, recorderOf(nothing, conceal, now), nothing, () => false);
		return {...unlisted, repeat: () => ['ws-doctor', 'demo', ...opened.words].join(' ')};
	};

const tellPruned = (count: number, {stderr}: Surroundings) => {
	if (count > 0) stderr(`ws-doctor: ${count} old session${count === 1 ? ' is' : 's are'} removed: the last ${kept.sessions} are kept, for 30 days.\n`);
};

/** Keeps an examination in a journal of its own in the state folder, and removes old ones there. */
export const keepNew =
	(context: Surroundings, conceal: Conceal = recordable): Begin =>
	(flow, given) => {
		const {now, version} = context;
		const [startedAt, folder, words] = [now(), stateFolder(context), safeArguments(context)];
		const session = sessionName(startedAt, Math.random());
		const header: Header = {
			...{schema: 'ws-doctor.journal/1', version, session, flow: flow.id},
			...{startedAt: localTime(startedAt), arguments: words, redaction: 'secrets'},
		};
		const file = createJournalFile(
			journalPath(folder, session),
			header,
			given.map(item => lineOf(conceal(item))),
			complaint(session, context),
		);
		const found = () => isKept(folder, session);
		if (found()) tellPruned(prune(folder, startedAt), context);
		return keeping({session, startedAt, words, flow: flow.id}, recorderOf(file, conceal, now), file, found);
	};

/** Goes on in the journal of a session once, with `given`; what begins after that is a session of its own. */
export const keepOn = ({header, entries}: KeptSession, context: Surroundings, conceal: Conceal = recordable): Begin => {
	let resumed = false;
	return (flow, given) => {
		// Its own operand is the session's name, and says nothing about what is examined next.
		if (resumed) return keepNew({...context, positionals: []}, conceal)(flow, given);
		resumed = true;
		const {session, startedAt, arguments: words} = header;
		const folder = stateFolder(context);
		const file = reopenJournalFile(journalPath(folder, session), complaint(session, context));
		const known = entries.map(({step}) => step);
		const gone = known.filter(step => !given.some(item => item.step === step));
		file.append({type: 'resumed', at: localTime(context.now()), version: context.version});
		if (gone.length > 0) file.append({type: 'retracted', at: context.now().toISOString(), steps: gone});
		for (const item of given) if (!known.includes(item.step)) file.append(lineOf(conceal(item)));
		return keeping({session, startedAt: new Date(startedAt), words, flow: header.flow}, recorderOf(file, conceal, context.now), file, () =>
			isKept(folder, session),
		);
	};
};
