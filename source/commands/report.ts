import type {Context} from '../context.ts';
import {stateFolder} from '../journal/folder.ts';
import {openSession} from '../journal/read.ts';
import {aliasKeeper, reportOfSession} from './kept.ts';
import {checkOutput, deliver, exitCodeOf, render} from './output.ts';

/** `ws-doctor report <session>`: the report of a kept session again, in any format; the exit code is the report's own. */
export const run = async (context: Context): Promise<number> => {
	await checkOutput(context);
	const session = await openSession(context.positionals[0] ?? '', stateFolder(context));
	const report = reportOfSession(session, context);
	await deliver(await render(report, context, {keepAliases: aliasKeeper(report.session, context)}), context);
	return exitCodeOf(report, context);
};
