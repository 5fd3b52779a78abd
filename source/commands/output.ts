import {writeFile} from 'node:fs/promises';
import type {Context} from '../context.ts';
import type {Report} from '../model.ts';
import {toJson} from '../report/json.ts';
import {toMarkdown} from '../report/markdown.ts';
import {toText} from '../report/text.ts';
import {UsageError} from '../usage-error.ts';

/** The report in the format that was asked for. */
export const render = (report: Report, {flags, columns}: Pick<Context, 'flags' | 'columns'>): string => {
	if (flags.json || flags.format === 'json') return toJson(report);
	return flags.format === 'markdown' ? toMarkdown(report) : toText(report, {width: columns, ascii: flags.ascii === true});
};

/** The exit code with `--fail-on` applied; an inconclusive or interrupted run stays one. */
export const exitCodeOf = (report: Report, {flags}: Pick<Context, 'flags'>): number => {
	if (report.interrupted) return 130;
	if (flags['fail-on'] === 'never') return report.exitCode === 1 ? 0 : report.exitCode;
	const risk = flags['fail-on'] === 'risk' && report.findings.some(({severity}) => severity !== 'note');
	return risk ? 1 : report.exitCode;
};

/** Writes the report to standard output, or to the file that was named. */
export const deliver = async (text: string, {flags, stdout}: Pick<Context, 'flags' | 'stdout'>): Promise<void> => {
	if (!flags.output || flags.output === '-') return stdout(text);
	await writeFile(flags.output, text, {mode: 0o600}).catch(() => {
		throw new UsageError(`The report cannot be written to ${flags.output}: expected a file in a folder that exists.`);
	});
};
