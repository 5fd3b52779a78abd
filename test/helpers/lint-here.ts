import {run} from '../../source/commands/lint.ts';
import {UsageError} from '../../source/usage-error.ts';
import {contextOf} from './in-process.ts';
import type {Ran} from './run.ts';

/** `ws-doctor lint …` without the cost of a process of its own. */
export const lintHere = async (argv: readonly string[], stdin?: string): Promise<Ran> => {
	const [out, err]: [string[], string[]] = [[], []];
	const printed = () => ({stdout: out.join(''), stderr: err.join('')});
	try {
		const context = contextOf(['lint', ...argv], {stdout: text => void out.push(text), stderr: text => void err.push(text)});
		return {code: await run({...context, ...(stdin === undefined ? {} : {stdin: async () => stdin})}), ...printed()};
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		err.push(`ws-doctor: ${error.message}\n`);
		return {code: 2, ...printed()};
	}
};
