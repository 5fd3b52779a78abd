import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Context} from '../context.ts';
import {findHaproxy} from '../demo/haproxy.ts';
import {type LintFinding, lint} from '../haproxy/lint/index.ts';
import {settled} from '../haproxy/lint/reached.ts';
import {parseConfiguration} from '../haproxy/parse.ts';
import {routesOf} from '../haproxy/route.ts';
import {redactSecrets} from '../haproxy/secrets.ts';
import {type HaproxyCheck, haproxyCheck} from '../instruments/haproxy-check.ts';
import {planSetup} from '../setup/plan.ts';
import type {LintCheck, PlannedFile, SetupAnswers, SetupPlan, Surroundings} from '../setup/types.ts';
import {readExistingFile} from './setup-write.ts';

/** What HAProxy and our own lint say about a plan. */
export type SetupChecks = {
	/** Null where there is no HAProxy to ask, or the file runs Lua, which a check would execute. */
	readonly haproxy: HaproxyCheck | null;
	readonly lint: LintCheck;
};

const runsLua = (text: string) => /^[^#\n]*lua-/m.test(text);

const askHaproxy = async ({name, text}: PlannedFile, signal: AbortSignal): Promise<HaproxyCheck | null> => {
	if (runsLua(text)) return null;
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-setup-'));
	try {
		const path = join(folder, 'haproxy.cfg');
		await writeFile(path, text, {mode: 0o600});
		const check = await haproxyCheck([path], signal);
		// Whoever reads this knows the file by its own name; and what HAProxy quotes of it may be a secret.
		const shown = (says: string) => redactSecrets(says.replaceAll(path, name));
		return check
			? {...check, messages: check.messages.map(({file, ...message}) => ({...message, text: shown(message.text), ...(file && {file: name})}))}
			: null;
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
};

const lintOf = (name: string, text: string, version: string | undefined): readonly LintFinding[] => {
	const configuration = parseConfiguration({files: [{name, text}]}, {}, version);
	return lint(configuration, settled(routesOf(configuration)), version);
};

// Lines move when some are added, and so do the places in a sentence.
const keyOf = ({code, title}: LintFinding) => `${code} ${title.replace(/:\d+/g, '')}`;

/** What is new in the findings; an operator's own are counted, not repeated. */
const askLint = ({name, text}: PlannedFile, before: string | undefined, version: string | undefined): LintCheck => {
	const known = before === undefined ? [] : lintOf(name, before, version);
	const keys = new Set(known.map(keyOf));
	return {findings: lintOf(name, text, version).filter(finding => !keys.has(keyOf(finding))), before: known.length};
};

/** Checks a plan by `haproxy -c` and by our own lint. `before` is the text of the file that changes. */
export const checkPlan = async (file: PlannedFile, before: string | undefined, version: string | undefined, signal: AbortSignal): Promise<SetupChecks> => ({
	haproxy: await askHaproxy(file, signal),
	lint: askLint(file, before, version),
});

/** Whether a plan may be written: HAProxy does not refuse it, and nothing in it is a problem or a risk that was not there before. */
export const isGood = ({haproxy, lint: {findings}}: SetupChecks): boolean => haproxy?.valid !== false && findings.every(({severity}) => severity === 'note');

/** What is known of this machine: the release that is installed, and the file to be changed. Throws a `UsageError`. */
export const surroundingsOf = async ({mode, file, version}: SetupAnswers): Promise<Surroundings> => ({
	version: version === 'installed' ? (await findHaproxy())?.version : version,
	...(mode === 'add' && {existing: {name: file, text: await readExistingFile(file)}}),
});

/** A plan with what was known of the machine, and what HAProxy and lint say about it. */
export type CheckedPlan = {readonly plan: SetupPlan; readonly surroundings: Surroundings; readonly checks: SetupChecks; readonly good: boolean};

/** Plans what the answers ask for, and checks it. Throws a `UsageError`. */
export const checkedPlan = async (answers: SetupAnswers, {signal}: Pick<Context, 'signal'>): Promise<CheckedPlan> => {
	const surroundings = await surroundingsOf(answers);
	const plan = planSetup(answers, surroundings);
	const checks = await checkPlan(plan.file, surroundings.existing?.text, surroundings.version, signal);
	return {plan, surroundings, checks, good: isGood(checks)};
};
