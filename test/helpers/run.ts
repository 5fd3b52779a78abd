import {execa} from 'execa';
import {withoutProxies} from './environment.ts';
import {keepReport} from './keep-report.ts';
import {stateHome} from './state.ts';

export type Ran = {readonly code: number | undefined; readonly stdout: string; readonly stderr: string};

/** Runs the built ws-doctor without a terminal, as a script would. */
export const runDoctor = async (
	argv: readonly string[],
	options: {readonly input?: string; readonly env?: Readonly<Record<string, string>>} = {},
): Promise<Ran> => {
	const {exitCode, stdout, stderr} = await execa(process.execPath, ['bin/ws-doctor.js', ...argv], {
		reject: false,
		input: options.input ?? '',
		stripFinalNewline: false,
		timeout: 60_000,
		env: {XDG_STATE_HOME: stateHome(), ...withoutProxies, ...options.env},
	});
	keepReport(stdout);
	return {code: exitCode, stdout, stderr};
};
