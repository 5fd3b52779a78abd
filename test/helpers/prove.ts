import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import type {Report} from '../../source/model.ts';
import {toText} from '../../source/report/text.ts';
import {bounded} from './bounded.ts';
import {diagnoseHere} from './in-process.ts';
import type {OpenedChain} from './opened-chain.ts';
import {reportComplaints} from './report-shape.ts';
import {runDoctor} from './run.ts';
import {codesInText, codesOf, essence, wizardFindings} from './same-findings.ts';

/** What an operator finds who tells everything; members that are absent are not looked at. */
export type Verdict = {
	/** Null: nothing is wrong. */
	readonly code: string | null;
	/** Fallback `confirmed`. */
	readonly certainty?: 'confirmed' | 'likely';
	readonly hop?: string;
	readonly timer?: {readonly name: string; readonly ms: number};
	/** The configuration line that is to blame. */
	readonly line?: RegExp;
	readonly says?: RegExp;
	/** Vaguer names of the same cause that are right where less is told. */
	readonly vaguely?: readonly string[];
};

export type Row = {
	readonly title: string;
	readonly open: () => Promise<OpenedChain>;
	readonly expected: Verdict;
	readonly idle?: string;
	readonly also?: (t: ExecutionContext, report: Report) => void;
};

type Told = readonly ('configPath' | 'haproxy' | 'backend')[];
const flags = {configPath: '--config', haproxy: '--haproxy', backend: '--backend'} as const;

const argvOf = (chain: OpenedChain, told: Told, idle: string): readonly string[] => [
	chain.url,
	...told.flatMap(name => (chain[name] === undefined ? [] : [flags[name], chain[name]])),
	'--idle',
	idle,
	'--json',
];

const everything: Told = ['configPath', 'haproxy', 'backend'];
const fewer: readonly Told[] = [['configPath'], ['backend'], []];
const margin = (ms: number) => Math.max(1000, ms / 4);

/** The moment of the cut, seen from the start of the silence; zero where nothing was cut. */
const cutMs = ({evidence}: Report): number => {
	const idle = evidence.find(({step}) => step === 'idle')?.value as {outcome: string; ageMs?: number; afterMs?: number | [number, number]} | undefined;
	if (idle?.outcome !== 'closed') return 0;
	return idle.ageMs ?? (typeof idle.afterMs === 'number' ? idle.afterMs : (idle.afterMs?.[1] ?? 0));
};

const namesCause = (t: ExecutionContext, report: Report, {code, certainty = 'confirmed', hop, timer, line, says}: Verdict, config: string) => {
	t.is(report.verdict?.code ?? null, code);
	t.is(report.exitCode, code === null ? 0 : 1);
	if (code === null)
		return t.deepEqual(
			report.findings.filter(({severity}) => severity === 'problem'),
			[],
		);
	const [finding] = report.findings;
	t.is(finding?.certainty, certainty);
	if (hop) t.is(finding?.hop, hop);
	if (timer) t.deepEqual(finding?.timer, timer);
	if (says) t.regex(report.verdict?.summary ?? '', says);
	const lines = config.split('\n');
	t.is(finding?.location?.line, line && 1 + lines.findIndex(text => line.test(text)));
	if (line) t.regex(finding?.location?.file ?? '', /haproxy\.cfg$/);
};

const watchedMs = ({evidence}: Report, step: string): number => {
	const watched = evidence.find(item => item.step === step)?.value as {outcome: string; ms?: number} | undefined;
	return watched?.outcome === 'survived' ? (watched.ms ?? 0) : 0;
};

/** A comparison place need only outlive the cut by a margin; beyond that the run takes the pings that tell silence from life. */
const isQuick = (t: ExecutionContext, report: Report) => {
	const cut = cutMs(report);
	if (cut === 0) return;
	// That nothing comes is known when a rung's ping and then the watcher's own have each gone unanswered for a second.
	const told = report.verdict?.code === 'idle/silent-drop' ? 2500 : 1200;
	for (const step of ['idleAtHaproxy', 'idleAtBackend', 'busy']) {
		const watched = watchedMs(report, step);
		t.true(watched <= cut + margin(cut) + told, `${step} was watched for ${watched} ms, for a cut after ${cut} ms`);
	}

	const took = Date.parse(report.finishedAt) - Date.parse(report.startedAt);
	t.true(took <= cut + margin(cut) + 5000, `${took} ms for a cut after ${cut} ms`);
};

/** A report given back finds the same, and so does the wizard, and the text says the same. */
const staysTheSame = async (t: ExecutionContext, json: string, file: string) => {
	const report = JSON.parse(json) as Report;
	await writeFile(file, json);
	const replayed = await diagnoseHere(['--answers', file, '--offline', '--json']);
	t.is(replayed.stderr, '');
	const again = JSON.parse(replayed.stdout) as Report;
	t.deepEqual(essence(again.findings), essence(report.findings));
	t.deepEqual([again.verdict, again.timers, again.exitCode], [report.verdict, report.timers, report.exitCode]);
	t.deepEqual(essence(await wizardFindings(report.evidence, undefined)), essence(report.findings));
	t.deepEqual(codesInText(toText(report)), codesOf(report));
};

const neverWrong = (t: ExecutionContext, report: Report, {code, vaguely = []}: Verdict, told: Told) => {
	const found = report.verdict?.code ?? null;
	t.true(
		found === null || found === code || vaguely.includes(found),
		`told ${told.join(', ') || 'the URL only'}, it says ${found}: ${report.verdict?.summary}`,
	);
};

const examineChain = async (t: ExecutionContext, chain: OpenedChain, {expected, idle = '5s', also}: Row): Promise<readonly string[]> => {
	const config = chain.configPath ? await readFile(chain.configPath, 'utf8') : '';
	const [whole, ...parts] = await Promise.all([
		runDoctor(['diagnose', ...argvOf(chain, everything, idle)]),
		...fewer.map(told => diagnoseHere(argvOf(chain, told, idle))),
	]);
	const report = JSON.parse(whole.stdout) as Report;
	t.log(report.verdict?.summary ?? 'no verdict', ...parts.map(({stdout}) => (JSON.parse(stdout) as Report).verdict?.code ?? null));
	namesCause(t, report, expected, config);
	t.is(whole.code, report.exitCode);
	isQuick(t, report);
	also?.(t, report);
	for (const [index, {stdout}] of parts.entries()) neverWrong(t, JSON.parse(stdout), expected, fewer[index] as Told);
	return [whole, ...parts].map(({stdout}) => stdout);
};

const atOnce = bounded(5);
let turns = 0;

/** Processes that start together would disturb each other's clocks. */
const inTurn = () => pause(turns++ * 300);

/** One chain, examined with all flags by a process of its own, and beside it with fewer; every report is then given back. */
export const proves = test.macro({
	title: (_, {title, expected}: Row) => `${title}: ${expected.code ?? 'nothing is wrong'}`,
	exec: async (t, row: Row) => {
		await inTurn();
		await atOnce(async () => {
			const chain = await row.open();
			const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
			try {
				const reports = await examineChain(t, chain, row).finally(chain.close);
				for (const json of reports) {
					t.deepEqual(reportComplaints(JSON.parse(json)), []);
					await staysTheSame(t, json, join(folder, 'report.json'));
				}
			} finally {
				await rm(folder, {recursive: true, force: true});
			}
		});
	},
});
