import type {Ask} from './examine.ts';
import type {Evidence, Flow, Source, Step} from './model.ts';
import {nearest} from './nearest.ts';
import {list, object, text} from './shape.ts';
import {clean} from './text.ts';
import {UsageError} from './usage-error.ts';

/** Answers for runs without a person: the fallback steers the probes, all else is unknown. */
export const askNobody: Ask = async ({fallback, parse, title}) =>
	fallback === undefined ? {missing: `not told: ${title}`, source: 'default'} : {value: parse(fallback), source: 'default'};

type Reader = {
	readonly steps: ReadonlyArray<Step<any>>;
	/** Finds the step of an id that is none of these: one at a place that somebody named. */
	readonly stepNamed?: (id: string) => Step<any> | undefined;
	readonly at: string;
	readonly warn: (sentence: string) => void;
};

const reasonOf = (error: unknown) => clean(error instanceof Error ? error.message : String(error)).replace(/\.$/, '');

const checked = (step: Step<any>, value: unknown): unknown => {
	try {
		return step.read ? step.read(value) : value;
	} catch (error) {
		throw new UsageError(`The answer to "${step.id}" is not understood: ${reasonOf(error)}.`);
	}
};

const unknownStep = (id: string, steps: ReadonlyArray<Step<any>>) => {
	const [near] = nearest(
		id,
		steps.map(step => step.id),
	);
	return `"${clean(id, 40)}" is no answer that ws-doctor knows${near ? ` (did you mean ${near}?)` : ''}: it is left out.`;
};

/** The step an id means; an id that means none is warned of, whoever wrote it. */
const stepOf = (id: string, {steps, stepNamed, warn}: Reader): Step<any> | undefined => {
	const step = steps.find(step => step.id === id) ?? stepNamed?.(id);
	if (!step) warn(unknownStep(id, steps));
	return step;
};

const fromEntries = (entries: ReadonlyArray<readonly [string, unknown]>, reader: Reader): readonly Evidence[] =>
	entries.flatMap(([id, value]) => {
		const step = stepOf(id, reader);
		return step && value !== null ? [{step: id, at: reader.at, source: 'user', value: checked(step, value)} satisfies Evidence] : [];
	});

const sources: readonly Source[] = ['user', 'flag', 'default', 'probe', 'recording'];

const recorded = (json: unknown, reader: Reader): readonly Evidence[] => {
	const entry = object(json, 'each evidence of the report to be an object');
	const step = stepOf(text(entry.step, 'each evidence of the report to name its step'), reader);
	const {at, from, missing, value = null} = entry;
	if (!step || (typeof missing !== 'string' && value === null)) return [];
	const common = {
		step: step.id,
		at: typeof at === 'string' ? clean(at, 40) : reader.at,
		source: sources.find(source => source === entry.source) ?? 'recording',
		// What it was made from goes with it, so that Back still works in what is resumed.
		...(Array.isArray(from) && {from: from.filter(id => typeof id === 'string')}),
		...(entry.partial === true && {partial: true}),
	};
	return [typeof missing === 'string' ? {...common, missing: clean(missing)} : {...common, value: checked(step, value)}];
};

const schema = 'ws-doctor.report/1';

/** Reads `--answers`: a report, or a flat object from step id to value (contract.md). Throws a `UsageError` that says what was expected. */
export const readAnswers = (answers: string, reader: Reader): readonly Evidence[] => {
	try {
		// Windows' editors begin a file with a byte order mark, which is no JSON (RFC 8259 §8.1).
		const json = object(JSON.parse(answers.replace(/^\uFEFF/, '')), 'an object');
		if (json.schema === undefined) return fromEntries(Object.entries(json), reader);
		if (json.schema !== schema) throw new Error(`expected the schema of a report to be ${schema}`);
		return list(json.evidence, 'the report to have a list of evidence').flatMap(entry => recorded(entry, reader));
	} catch (error) {
		if (error instanceof UsageError) throw error;
		throw new UsageError(`The answers cannot be read: expected a JSON object from step to value, or a report (${reasonOf(error)}).`);
	}
};

/** Later evidence replaces earlier evidence of the same step: a flag wins over a recorded answer. */
export const merged = (...parts: ReadonlyArray<readonly Evidence[]>): readonly Evidence[] => [...new Map(parts.flat().map(item => [item.step, item])).values()];

/** Every step of every flow, once. */
export const stepsOf = (flows: readonly Flow[]): ReadonlyArray<Step<any>> => [
	...new Map(flows.flatMap(({steps}) => steps).map(step => [step.id, step])).values(),
];
