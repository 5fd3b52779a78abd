import type {Context} from '../context.ts';
import {type Chain, startChain} from '../demo/chain.ts';
import {type Fault, faults} from '../demo/faults.ts';
import type {Evidence, Report} from '../model.ts';
import {didYouMean} from '../nearest.ts';
import {UsageError} from '../usage-error.ts';
import {examineToReport} from './diagnose.ts';
import {readConfig} from './evidence.ts';
import {instrumentsFor} from './hands.ts';
import {deliver, render} from './output.ts';

const faultNamed = (name: string | undefined): Fault => {
	const found = name === undefined ? faults[0] : faults.find(({id}) => id === name);
	const ids = faults.map(({id}) => id);
	if (!found) throw new UsageError(`"${name}" is no planted fault${didYouMean(name ?? '', ids, `one of ${ids.join(', ')}`)}`);
	return found;
};

/** What an operator of this chain would tell the doctor, and nothing of the fault. */
const told = async ({url, haproxy, backend, configPath, idle}: Chain, context: Context): Promise<readonly Evidence[]> => {
	const {files} = await readConfig([configPath], instrumentsFor(context));
	// The folder is gone when the demo ends: the name alone reads better.
	const config = {files: files.map(file => ({...file, name: 'haproxy.cfg'}))};
	const at = context.now().toISOString();
	return Object.entries({url, haproxy, backend, configurationFiles: [configPath], config, idleLimit: idle}).map(([step, value]) => ({
		step,
		at,
		source: 'flag',
		value,
	}));
};

/** The chain stands on this machine: no proxy of the environment leads to it. */
const withoutProxies = (context: Context): Context => ({
	...context,
	env: Object.fromEntries(Object.entries(context.env).filter(([name]) => !/^(?:https?|all)_proxy$/i.test(name))),
});

const named = ({verdict}: Report, {expected}: Fault) => (verdict?.code ?? null) === expected;

const introduction = ({says}: Fault, {standsIn}: Chain) =>
	`Planted: ${says}.\n${standsIn ? 'haproxy is not installed here: a small built-in relay stands in for it, and honours the same file.\n' : ''}The doctor is told the addresses and the file, not the fault.\n\n`;

const inWizard = async (fault: Fault, given: readonly Evidence[], context: Context): Promise<number> => {
	// Ink is loaded only where there is a screen to show it on.
	const {wizardOn} = await import('./wizard.ts');
	const {report, exitCode} = await wizardOn(given, fault.symptom, context);
	if (!report) return exitCode;
	return named(report, fault) ? 0 : 1;
};

const withoutTerminal = async (fault: Fault, given: readonly Evidence[], context: Context): Promise<number> => {
	const report = await examineToReport(given, instrumentsFor(context), context);
	await deliver(await render(report, context), context);
	if (report.interrupted) return 130;
	return named(report, fault) ? 0 : 1;
};

const asksForReport = ({flags}: Context) => flags.json || flags.format !== undefined || flags.output !== undefined;

/** `ws-doctor demo [fault]`: a broken chain on loopback and its diagnosis; 0 when the verdict is the planted fault. */
export const run = async (given: Context): Promise<number> => {
	const context = withoutProxies(given);
	const fault = faultNamed(context.positionals[0]);
	const chain = await startChain(fault);
	try {
		if (!context.flags.quiet) context.stderr(introduction(fault, chain));
		const evidence = await told(chain, context);
		return await (context.isTerminal && !asksForReport(context) ? inWizard : withoutTerminal)(fault, evidence, context);
	} finally {
		await chain.close();
	}
};
