import type {Idle, OperatorTimer} from '../../source/model.ts';
import type {Answers} from '../helpers/assess.ts';

/** What of the answers names hops or counts time. */
export type Told = Answers & {
	readonly path?: readonly string[];
	readonly timers?: readonly OperatorTimer[];
	readonly heartbeat?: number;
	readonly trials?: readonly number[];
	readonly config?: string | {readonly files: ReadonlyArray<{readonly name: string; readonly text: string}>};
	readonly idle?: Idle;
	readonly busy?: Idle;
};

/** The same answers with every hop under a name that no catalogue has, except those that are kept. */
export const renamed = (answers: Told, isKept: (hop: string) => boolean = () => false): Answers => {
	const names = [...new Set([...(answers.path ?? []), ...(answers.timers ?? []).map(({hop}) => hop)])];
	const other = (hop: string) => (isKept(hop) ? hop : `hop-${names.indexOf(hop) + 1}`);
	return {
		...answers,
		...(answers.path && {path: answers.path.map(other)}),
		...(answers.timers && {timers: answers.timers.map(timer => ({...timer, hop: other(timer.hop)}))}),
	};
};

const factor = 0.7;
const scaled = (json: unknown): unknown => (typeof json === 'number' ? Math.round(json * factor) : Array.isArray(json) ? json.map(scaled) : json);
const units: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000};
const scaledText = (config: string) =>
	config.replace(
		/(\b(?:timeout|set-timeout|hard-stop-after) +(?:[a-z-]+ +)?)(\d+)(ms|[smhd])?/g,
		(_, name: string, amount: string, unit?: string) => `${name}${Math.round(Number(amount) * (units[unit ?? 'ms'] as number) * factor)}${unit ? 'ms' : ''}`,
	);
const scaledMembers = (shape: object) => Object.fromEntries(Object.entries(shape).map(([name, value]) => [name, /ms$/i.test(name) ? scaled(value) : value]));

const scaledConfig = (config: NonNullable<Told['config']>) =>
	typeof config === 'string' ? scaledText(config) : {files: config.files.map(({name, text}) => ({name, text: scaledText(text)}))};

/** The same answers in a world that runs faster, whose vendors' defaults are what they are. */
export const faster = (answers: Told): Answers =>
	Object.fromEntries(
		Object.entries(answers).map(([step, value]) => {
			if (/^(idle|busy|application)/.test(step)) return [step, scaledMembers(value as object)];
			if (step === 'timers') return [step, (value as object[]).map(scaledMembers)];
			if (step === 'config') return [step, scaledConfig(value as NonNullable<Told['config']>)];
			return [step, step === 'heartbeat' || step === 'trials' ? scaled(value) : value];
		}),
	);

/** The same answers without one of them. */
export const without = (answers: Told, step: string): Answers => {
	const {[step]: _, ...rest} = answers;
	return rest;
};
