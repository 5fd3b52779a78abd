import test, {type ExecutionContext} from 'ava';
import {flowOf} from '../../flows/index.ts';
import {askNobody} from '../../source/answers.ts';
import {diagnose} from '../../source/engine.ts';
import {examine} from '../../source/examine.ts';
import {createInstruments, type InstrumentOptions} from '../../source/instruments/index.ts';
import type {Assessment, Evidence} from '../../source/model.ts';
import {toJson} from '../../source/report/json.ts';
import {evidenceOf, reportFrom} from './assess.ts';
import {bounded} from './bounded.ts';
import {keepReport} from './keep-report.ts';
import {fact} from './steps.ts';

/** A running chain, and what its operator tells of it. */
export type Opened = {
	readonly url: string;
	readonly haproxy?: string;
	readonly backend?: string;
	readonly config?: string;
	readonly path?: readonly string[];
	readonly close: () => Promise<unknown>;
};

export type Row = {
	readonly title: string;
	readonly open: () => Promise<Opened>;
	/** Null: none of the causes can be told. */
	readonly code: string | null;
	readonly certainty?: 'confirmed' | 'likely';
	/** Two causes that the first answer leaves open; a changed handshake decides between them. */
	readonly suspects?: readonly [string, string];
	/** Vaguer names that are right where less is known. */
	readonly vaguely?: readonly string[];
	readonly says?: RegExp;
	/** Text of the configuration line that is to blame. */
	readonly line?: string;
	readonly hop?: string;
	/** Fallback `refused`. */
	readonly symptom?: string;
	readonly flags?: InstrumentOptions;
	readonly told?: readonly Evidence[];
};

const givenOf = ({url, haproxy, backend, config, path}: Opened, {symptom = 'refused', told = []}: Row): readonly Evidence[] => {
	const answers = {url, haproxy, backend, path, config: config && {files: [{name: 'haproxy.cfg', text: config}]}, symptom, idleLimit: 0};
	return [...Object.entries(answers).flatMap(([step, value]) => (value === undefined ? [] : [fact(step, value, {source: 'flag'})])), ...told];
};

const gather = async (given: readonly Evidence[], {symptom = 'refused', flags}: Row): Promise<readonly Evidence[]> => {
	const instruments = createInstruments({connectTimeout: 1000, responseTimeout: 2500, ...flags});
	let evidence = given;
	for await (const happening of examine({flow: flowOf(symptom), instruments, ask: askNobody, given, signal: new AbortController().signal})) {
		if (happening.type === 'evidence') evidence = happening.evidence;
	}

	return evidence;
};

const assessed = (evidence: readonly Evidence[], {symptom = 'refused'}: Row): Assessment => diagnose(flowOf(symptom), evidence);

const shown = ({findings}: Assessment): string =>
	JSON.stringify(
		findings
			.filter(({code}) => !code.startsWith('config/'))
			.map(({code, certainty, proof}) => [code, certainty, proof.map(({says, state}) => `${state}: ${says}`)]),
	);

const values = (evidence: readonly Evidence[]): string =>
	JSON.stringify(
		Object.fromEntries(
			evidence.filter(({step}) => /^(upgrade|retries|series|reach)/.test(step)).map(({step, value, missing}) => [step, missing ?? brief(value)]),
		),
	);

const brief = (value: unknown): unknown => {
	const {status, outcome, detail, attempts, tls} = value as {status?: number; outcome?: string; detail?: string; attempts?: object[]; tls?: {fault?: string}};
	return attempts ? attempts.map(brief) : [status ?? outcome, tls?.fault, status ? undefined : detail].filter(Boolean).join(' ');
};

/** Whatever is taken away of what was seen, no other cause is named. */
const neverWrong = (t: ExecutionContext, evidence: readonly Evidence[], row: Row) => {
	for (const {step} of evidence) {
		const {verdict} = assessed(
			evidence.filter(item => item.step !== step),
			row,
		);
		const fine = verdict === null || verdict.code === row.code || row.vaguely?.includes(verdict.code);
		t.true(fine, `without ${step}: ${verdict?.code}: ${verdict?.summary}`);
	}
};

/** A report given back finds the same. */
const staysTheSame = (t: ExecutionContext, evidence: readonly Evidence[], assessment: Assessment, row: Row) => {
	const again = evidenceOf({schema: 'ws-doctor.report/1', evidence: JSON.parse(JSON.stringify(evidence))} as never);
	t.deepEqual(JSON.parse(JSON.stringify(assessed(again, row).findings)), JSON.parse(JSON.stringify(assessment.findings)));
};

const differentials = (evidence: readonly Evidence[]): readonly string[] => evidence.map(({step}) => step).filter(step => /^upgrade(?!$|At)/.test(step));

const check = async (t: ExecutionContext, opened: Opened, row: Row) => {
	const evidence = await gather(givenOf(opened, row), row);
	const assessment = assessed(evidence, row);
	const [first] = assessment.findings;
	t.log(assessment.verdict?.summary ?? 'no verdict', differentials(evidence).join(' '));
	t.is(assessment.verdict?.code ?? null, row.code, `${shown(assessment)}\n${values(evidence)}`);
	if (row.code !== null) t.is(first?.certainty, row.certainty ?? 'confirmed', shown(assessment));
	if (row.says) t.regex(`${assessment.verdict?.summary} ${first?.why}`, row.says);
	if (row.hop) t.is(first?.hop, row.hop);
	const lines = opened.config?.split('\n') ?? [];
	if (row.line) t.regex(lines[(first?.location?.line ?? 0) - 1] ?? '', new RegExp(row.line));
	t.true(differentials(evidence).length <= 12);
	keepReport(toJson(reportFrom(flowOf(row.symptom ?? 'refused'), evidence, assessment)));
	neverWrong(t, evidence, row);
	staysTheSame(t, evidence, assessment, row);
};

const atOnce = bounded(8);

/** Opens a chain with one fault, tries what the flow tries, and expects its cause, and no other where less is known. */
export const refuses = test.macro({
	title: (_, {title, code, suspects}: Row) => `${title}: ${code ?? 'no verdict'}${suspects ? ` (${suspects.join(' or ')})` : ''}`,
	exec: (t, row: Row) =>
		atOnce(async () => {
			const opened = await row.open();
			try {
				await check(t, opened, row);
			} finally {
				await opened.close();
			}
		}),
});
