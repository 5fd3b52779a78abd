import type {Evidence, Verdict} from '../model.ts';

export const journalSchema = 'ws-doctor.journal/1';

/** The first line of a journal (JSON Lines, one object a line). */
export type Header = {
	readonly schema: typeof journalSchema;
	readonly version: string;
	readonly session: string;
	/** Id of the flow. */
	readonly flow: string;
	/** RFC 3339, in the operator's own time zone. */
	readonly startedAt: string;
	/** The command line without secrets; where one stood is `…`. */
	readonly arguments: readonly string[];
	readonly redaction: 'secrets';
};

/** The last line of a journal: how the examination ended. */
export type End = {
	readonly type: 'finished';
	readonly finishedAt: string;
	readonly interrupted: boolean;
	readonly exitCode: number;
	readonly verdict: Pick<Verdict, 'code' | 'certainty'> | null;
};

/** Any other line. `unfinished` evidence was handed over when the examination was told to end: who resumes it tries again. */
export type Line =
	| {readonly type: 'evidence'; readonly evidence: Evidence; readonly unfinished?: true}
	| {readonly type: 'retracted'; readonly at: string; readonly steps: readonly string[]}
	| {readonly type: 'resumed'; readonly at: string; readonly version: string}
	| End;

type Fields = Readonly<Record<string, unknown>>;

/** What a journal says, as it stands in the file: its evidence is still to be checked like any answer from outside. */
export type Recorded = {
	readonly header: Header;
	readonly entries: ReadonlyArray<{readonly step: string; readonly evidence: Fields; readonly unfinished: boolean}>;
	/** Absent while it runs, and where it was killed. */
	readonly end?: End;
	/** When the last evidence was found. */
	readonly lastAt?: string;
};

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

// The last line may be torn, and another one where somebody resumed behind it.
const parsed = (line: string): readonly Fields[] => {
	try {
		const value: unknown = JSON.parse(line);
		return isObject(value) ? [value] : [];
	} catch {
		return [];
	}
};

const isHeader = (line: Fields | undefined): line is Fields & Header =>
	line?.schema === journalSchema &&
	['version', 'session', 'flow', 'startedAt'].every(name => typeof line[name] === 'string') &&
	!Number.isNaN(Date.parse(String(line.startedAt))) &&
	Array.isArray(line.arguments) &&
	line.arguments.every(word => typeof word === 'string');

const isEnd = (line: Fields): line is Fields & End => typeof line.finishedAt === 'string' && !Number.isNaN(Date.parse(line.finishedAt));

const stepOf = (line: Fields): string | undefined => {
	const step = isObject(line.evidence) ? line.evidence.step : undefined;
	return typeof step === 'string' ? step : undefined;
};

const without = (entries: Recorded['entries'], steps: readonly unknown[]) => entries.filter(({step}) => !steps.includes(step));

const follow = (recorded: Recorded, line: Fields): Recorded => {
	const {end, ...open} = recorded;
	const step = stepOf(line);
	if (line.type === 'evidence' && step !== undefined) {
		const evidence = line.evidence as Fields;
		const {at} = evidence;
		const entry = {step, evidence, unfinished: line.unfinished === true};
		return {...recorded, entries: [...without(recorded.entries, [step]), entry], ...(typeof at === 'string' && {lastAt: at})};
	}

	if (line.type === 'retracted' && Array.isArray(line.steps)) return {...recorded, entries: without(recorded.entries, line.steps)};
	if (line.type === 'resumed') return open;
	return line.type === 'finished' && isEnd(line) ? {...recorded, end: line} : recorded;
};

/** Reads a journal, up to where it was torn; undefined when it is none. Lines of a kind that is not known yet are passed over. */
export const readLines = (text: string): Recorded | undefined => {
	const [header, ...lines] = text.split('\n').flatMap(parsed);
	return isHeader(header) ? lines.reduce(follow, {header, entries: []}) : undefined;
};
