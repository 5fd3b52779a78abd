import {type Arguments, parseArguments} from '../../source/arguments.ts';
import {run} from '../../source/commands/diagnose.ts';
import type {Context} from '../../source/context.ts';
import {speech} from '../../source/events.ts';
import {UsageError} from '../../source/usage-error.ts';
import {keepReport} from './keep-report.ts';
import type {Ran} from './run.ts';
import {stateHome} from './state.ts';

type Print = {stdout: (text: string) => void; stderr: (text: string) => void};
type Environment = Context['env'];

const spoken = (parsed: Arguments, {stdout, stderr}: Print) => ({...parsed, stdout, ...speech(parsed.flags, stderr, () => new Date())});

/** A context that keeps what is printed; nobody interrupts it. */
export const contextOf = (argv: readonly string[], print: Print, env: Environment = {XDG_STATE_HOME: stateHome()}): Context => ({
	...spoken(parseArguments(argv), print),
	isTerminal: false,
	columns: 80,
	env,
	stdin: async () => '',
	signal: new AbortController().signal,
	now: () => new Date(),
	version: '0.1.0',
	atExit: () => {},
});

/** A command without the cost of a process of its own; `argv` begins with its name. */
export const commandHere = async (command: (context: Context) => Promise<number>, argv: readonly string[], env?: Environment): Promise<Ran> => {
	const [out, err]: [string[], string[]] = [[], []];
	const printed = () => ({stdout: out.join(''), stderr: err.join('')});
	try {
		const code = await command(contextOf(argv, {stdout: text => void out.push(text), stderr: text => void err.push(text)}, env));
		keepReport(printed().stdout);
		return {code, ...printed()};
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		err.push(`ws-doctor: ${error.message}\n`);
		return {code: 2, ...printed()};
	}
};

/** `ws-doctor diagnose …`. */
export const diagnoseHere = (argv: readonly string[], env?: Environment): Promise<Ran> => commandHere(run, ['diagnose', ...argv], env);
