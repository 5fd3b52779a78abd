import test, {type ExecutionContext} from 'ava';
import type {Assessment, Certainty, Finding, Idle, OperatorTimer} from '../../source/model.ts';
import {products} from '../../source/products/index.ts';
import {type Answers, assess} from '../helpers/assess.ts';
import incidents from '../recordings/incidents.json' with {type: 'json'};

type Told = Answers & {
	readonly path?: readonly string[];
	readonly timers?: readonly OperatorTimer[];
	readonly heartbeat?: number;
	readonly config?: string;
	readonly idle?: Idle;
	readonly busy?: Idle;
};
type Incident = {readonly id: string; readonly answers: Told; readonly accept: readonly string[]; readonly alsoReasonable: readonly string[]};

/** The same answers with every hop under a name that no catalogue has. */
const renamed = (answers: Told): Answers => {
	const names = [...new Set([...(answers.path ?? []), ...(answers.timers ?? []).map(({hop}) => hop)])];
	const other = (hop: string) => `hop-${names.indexOf(hop) + 1}`;
	return {
		...answers,
		...(answers.path && {path: answers.path.map(other)}),
		...(answers.timers && {timers: answers.timers.map(timer => ({...timer, hop: other(timer.hop)}))}),
	};
};

const factor = 0.7;
const scaled = (json: unknown): unknown => (typeof json === 'number' ? Math.round(json * factor) : Array.isArray(json) ? json.map(scaled) : json);
const units: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000};
const scaledFile = (config: string) =>
	config.replace(
		/(timeout \S+ )(\d+)(ms|[smhd])?/g,
		(_, name: string, amount: string, unit = 'ms') => `${name}${Math.round(Number(amount) * (units[unit] as number) * factor)}ms`,
	);
const scaledMembers = (shape: object) => Object.fromEntries(Object.entries(shape).map(([name, value]) => [name, /ms$/i.test(name) ? scaled(value) : value]));

/** The same answers in a world that runs faster, whose vendors' defaults are what they are. */
const faster = (answers: Told): Answers =>
	Object.fromEntries(
		Object.entries(answers).map(([step, value]) => {
			if (/^(idle|busy|application)/.test(step)) return [step, scaledMembers(value as object)];
			if (step === 'timers') return [step, (value as object[]).map(scaledMembers)];
			if (step === 'config') return [step, scaledFile(value as string)];
			return [step, step === 'heartbeat' ? scaled(value) : value];
		}),
	);

const leading = ({verdict, findings}: Assessment): Finding | undefined => (verdict ? findings[0] : undefined);

/** A verdict that would not be one without what vendors say of their products. */
const onCatalogue = (assessment: Assessment): boolean => {
	const finding = leading(assessment);
	const names = assessment.timers.filter(({origin}) => origin === 'default').map(({name}) => name);
	const byPlace = finding?.evidence.some(step => /At(Haproxy|Backend)$/.test(step));
	const byDefault = finding?.timer !== undefined && names.includes(finding.timer.name);
	return Boolean(finding?.evidence.includes('path') && (byDefault || !byPlace));
};

const unnamed = (t: ExecutionContext, {accept, alsoReasonable, answers}: Incident) => {
	const [before, after] = [assess(answers), assess(renamed(answers))];
	if (onCatalogue(before)) t.false(products.includes(leading(after)?.hop ?? ''), `${after.verdict?.summary}`);
	else t.true([before.verdict?.code, ...accept, ...alsoReasonable].includes(after.verdict?.code), `${before.verdict?.code} became ${after.verdict?.code}`);
};

const certainties: readonly Certainty[] = ['possible', 'likely', 'confirmed'];

const hurried = (t: ExecutionContext, {answers}: Incident) => {
	const [before, after] = [assess(answers), assess(faster(answers))];
	// Without a moment nothing runs faster.
	const timeless = answers.idle?.outcome === 'closed' && answers.idle.afterMs === undefined;
	if (onCatalogue(before) && !timeless) t.false(onCatalogue(after), `${after.verdict?.summary}`);
	else t.is(after.verdict?.code, before.verdict?.code);
	t.true(
		!after.verdict || certainties.indexOf(after.verdict.certainty) <= certainties.indexOf(before.verdict?.certainty ?? 'possible'),
		'a default that no longer agrees makes nothing surer',
	);
};

const without = (t: ExecutionContext, {answers, accept, alsoReasonable}: Incident, step: string) => {
	const {[step]: _, ...rest} = answers;
	const {verdict} = assess(rest);
	t.true(verdict === null || [assess(answers).verdict?.code, ...accept, ...alsoReasonable].includes(verdict.code), `${verdict?.code}: ${verdict?.summary}`);
};

for (const incident of incidents as unknown as readonly Incident[]) {
	const {id, answers} = incident;
	test(`${id} with unknown hops`, t => unnamed(t, incident));
	test(`${id} in a faster world`, t => hurried(t, incident));
	for (const step of Object.keys(answers)) test(`${id} without ${step}`, t => without(t, incident, step));
}
