import {access, constants, stat, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {Context} from '../context.ts';
import type {Report} from '../model.ts';
import {type FormatName, formats} from '../report/formats.ts';
import {clean} from '../text.ts';
import {UsageError} from '../usage-error.ts';

/** The exit code with `--fail-on` applied; an inconclusive or interrupted run stays one. */
export const exitCodeOf = (report: Report, {flags}: Pick<Context, 'flags'>): Report['exitCode'] => {
	if (report.interrupted) return 130;
	if (flags['fail-on'] === 'never') return report.exitCode === 1 ? 0 : report.exitCode;
	const risk = flags['fail-on'] === 'risk' && report.findings.some(({severity}) => severity !== 'note');
	return risk ? 1 : report.exitCode;
};

/** Keeps what each alias of a redacted report stands for: private, beside the session. */
export type KeepAliases = (aliases: Readonly<Record<string, string>>) => Promise<void>;

const redacted = async (report: Report, keepAliases: KeepAliases | undefined): Promise<Report> => {
	const [{redactAll}, {hopOf}] = await Promise.all([import('../report/redact.ts'), import('../products/index.ts')]);
	const {report: shareable, map} = redactAll(report, name => hopOf(name).layer !== 'unknown');
	await keepAliases?.(map);
	return shareable;
};

/** The codes that the report's flow looks for; only this version's own are known. */
const examined = async ({flow, tool}: Report, version: string): Promise<readonly string[]> => {
	const {flowOf} = await import('../../flows/index.ts');
	return tool.version === version ? flowOf(flow).rules.map(({code}) => code) : [];
};

const formatOf = ({json, format}: Context['flags']): FormatName => {
	if (json) return 'json';
	return format === undefined || format === 'github' ? 'text' : format;
};

/** The report in the format that was asked for, or in the one named; a bundle is bytes. */
export const render = async (
	report: Report,
	{flags, columns, version}: Pick<Context, 'flags' | 'columns' | 'version'>,
	{format = formatOf(flags), keepAliases}: {readonly format?: FormatName; readonly keepAliases?: KeepAliases | undefined} = {},
): Promise<string | Uint8Array> => {
	const [write, codes] = await Promise.all([formats[format].load(), examined(report, version)]);
	const shareable = flags.redact === 'all' ? await redacted(report, keepAliases) : report;
	return write(shareable, {width: columns, ascii: flags.ascii === true, exitCode: exitCodeOf(report, {flags}), examined: codes});
};

const unwritable = (file: string) =>
	new UsageError(`The report cannot be written to ${clean(file, 200)}: expected a file in a folder that exists, with room in it, that this user may write.`);

const needsFile = () => new UsageError('A bundle is a zip file, which standard output does not take: expected --output <file.zip>.');

const namedFile = ({output}: Context['flags']) => (output === undefined || output === '-' ? undefined : output);

/** Looks before a long examination whether its report will have a place. Throws a `UsageError`. */
export const checkOutput = async ({flags}: Pick<Context, 'flags'>): Promise<void> => {
	const file = namedFile(flags);
	if (file === undefined && flags.format === 'bundle') throw needsFile();
	if (file === undefined) return;
	const found = await stat(file).catch(() => undefined);
	if (found?.isDirectory()) throw unwritable(file);
	// What exists is overwritten in place, and its folder need not be writable: /dev/stdout, a file that was handed out.
	await access(found ? file : dirname(file), constants.W_OK).catch(() => {
		throw unwritable(file);
	});
};

/** Writes the report to standard output, or to the file that was named. */
export const deliver = async (content: string | Uint8Array, {flags, stdout}: Pick<Context, 'flags' | 'stdout'>): Promise<void> => {
	const file = namedFile(flags);
	if (file !== undefined) {
		await writeFile(file, content, {mode: 0o600}).catch(() => {
			throw unwritable(file);
		});
	} else if (typeof content === 'string') stdout(content);
	else throw needsFile();
};
