import {access, constants, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {Context} from '../context.ts';
import type {Report} from '../model.ts';
import {toJson} from '../report/json.ts';
import {toMarkdown} from '../report/markdown.ts';
import {toText} from '../report/text.ts';
import {UsageError} from '../usage-error.ts';

/** The exit code with `--fail-on` applied; an inconclusive or interrupted run stays one. */
export const exitCodeOf = (report: Report, {flags}: Pick<Context, 'flags'>): Report['exitCode'] => {
	if (report.interrupted) return 130;
	if (flags['fail-on'] === 'never') return report.exitCode === 1 ? 0 : report.exitCode;
	const risk = flags['fail-on'] === 'risk' && report.findings.some(({severity}) => severity !== 'note');
	return risk ? 1 : report.exitCode;
};

/** The report in the format that was asked for. */
export const render = (report: Report, {flags, columns}: Pick<Context, 'flags' | 'columns'>): string => {
	if (flags.json || flags.format === 'json') return toJson({...report, exitCode: exitCodeOf(report, {flags})});
	return flags.format === 'markdown' ? toMarkdown(report) : toText(report, {width: columns, ascii: flags.ascii === true});
};

const unwritable = (file: string) => new UsageError(`The report cannot be written to ${file}: expected a file in a folder that exists.`);

const namedFile = ({output}: Context['flags']) => (output === undefined || output === '-' ? undefined : output);

/** Looks before a long examination whether its report will have a place. Throws a `UsageError`. */
export const checkOutput = async ({flags}: Pick<Context, 'flags'>): Promise<void> => {
	const file = namedFile(flags);
	if (file === undefined) return;
	await access(dirname(file), constants.W_OK).catch(() => {
		throw unwritable(file);
	});
};

/** Writes the report to standard output, or to the file that was named. */
export const deliver = async (text: string, {flags, stdout}: Pick<Context, 'flags' | 'stdout'>): Promise<void> => {
	const file = namedFile(flags);
	if (file === undefined) return stdout(text);
	await writeFile(file, text, {mode: 0o600}).catch(() => {
		throw unwritable(file);
	});
};
