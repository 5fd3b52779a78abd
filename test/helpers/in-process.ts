import {parseArguments} from '../../source/arguments.ts';
import {run} from '../../source/commands/diagnose.ts';
import type {Context} from '../../source/context.ts';
import {UsageError} from '../../source/usage-error.ts';
import type {Ran} from './run.ts';

/** A context that keeps what is printed; nobody interrupts it. */
export const contextOf = (argv: readonly string[], print: {stdout: (text: string) => void; stderr: (text: string) => void}): Context => ({
	...parseArguments(argv),
	...print,
	isTerminal: false,
	columns: 80,
	env: {},
	stdin: async () => '',
	signal: new AbortController().signal,
	now: () => new Date(),
	version: '0.1.0',
	atExit: () => {},
});

/** `ws-doctor diagnose …` without the cost of a process of its own. */
export const diagnoseHere = async (argv: readonly string[]): Promise<Ran> => {
	const [out, err]: [string[], string[]] = [[], []];
	const printed = () => ({stdout: out.join(''), stderr: err.join('')});
	try {
		const code = await run(contextOf(['diagnose', ...argv], {stdout: text => void out.push(text), stderr: text => void err.push(text)}));
		return {code, ...printed()};
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		err.push(`ws-doctor: ${error.message}\n`);
		return {code: 2, ...printed()};
	}
};
