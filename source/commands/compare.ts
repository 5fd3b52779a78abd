import {readFile, stat} from 'node:fs/promises';
import {flowOf, namesIn} from '../../flows/index.ts';
import {compare} from '../compare.ts';
import type {Context} from '../context.ts';
import {diagnose} from '../engine.ts';
import {isSessionName, sessionNames, stateFolder} from '../journal/folder.ts';
import {openSession} from '../journal/read.ts';
import {recordable} from '../journal/recordable.ts';
import type {Report} from '../model.ts';
import {toComparisonText} from '../report/comparison.ts';
import {object, text} from '../shape.ts';
import {clean} from '../text.ts';
import {UsageError} from '../usage-error.ts';
import {reportOfSession} from './kept.ts';
import {checkOutput, deliver} from './output.ts';
import {evidenceIn} from './told.ts';

const limit = 16 * 1024 * 1024;

const readReport = async (path: string): Promise<string> => {
	const size = await stat(path).then(
		found => (found.isFile() ? found.size : undefined),
		() => undefined,
	);
	if (size === undefined)
		throw new UsageError(`"${clean(path, 100)}" is neither a session nor a file: expected one that ws-doctor sessions lists, latest, or a JSON report.`);
	if (size > limit) throw new UsageError(`The report ${clean(path, 100)} is too long: expected at most 16 MiB.`);
	return readFile(path, 'utf8');
};

/** A report in a file, made again from its evidence by this version. */
const reportIn = async (path: string, context: Context): Promise<Report> => {
	const contents = await readReport(path);
	try {
		const json = object(JSON.parse(contents), 'an object');
		const flow = text(json.flow, 'the report to name its flow');
		const evidence = evidenceIn(contents, context).map(recordable);
		const {value: url} = evidence.find(({step}) => step === 'url') ?? {};
		return {
			...{schema: 'ws-doctor.report/1', tool: {name: 'ws-doctor', version: context.version}, flow, evidence},
			session: text(json.session, 'the report to name its session'),
			startedAt: text(json.startedAt, 'the report to say when it began'),
			finishedAt: text(json.finishedAt, 'the report to say when it ended'),
			...(json.interrupted === true && {interrupted: true}),
			target: typeof url === 'string' ? {url} : {},
			...diagnose(flowOf(flow, namesIn(evidence)), evidence),
		};
	} catch (error) {
		if (error instanceof UsageError) throw error;
		throw new UsageError(
			`${clean(path, 100)} cannot be compared: expected a JSON report of ws-doctor (${error instanceof Error ? error.message : String(error)}).`,
		);
	}
};

/** What may be a file's name, and no session's. */
const looksLikeFile = (operand: string, folder: string): boolean => {
	if (operand === 'latest' || isSessionName(operand)) return false;
	return /[./\\]/.test(operand) || !sessionNames(folder).some(name => name.startsWith(operand) || name.endsWith(operand));
};

const reportNamed = async (operand: string, context: Context): Promise<Report> => {
	const folder = stateFolder(context);
	return looksLikeFile(operand, folder) ? reportIn(operand, context) : reportOfSession(await openSession(operand, folder), context);
};

const checkTargets = (before: Report, after: Report) => {
	if (before.target.url === after.target.url) return;
	const [one, other] = [before, after].map(({target}) => clean(target.url ?? 'nothing', 200));
	throw new UsageError(`The two are not of the same target: expected two examinations of one URL, and got ${one} and ${other}.`);
};

/** `ws-doctor compare <before> <after>`: sessions or JSON reports of one target; 0 when it is fixed or was never broken, 1 when not, 3 when it cannot be told. */
export const run = async (context: Context): Promise<number> => {
	const {positionals, flags, columns} = context;
	await checkOutput(context);
	const [before, after] = [await reportNamed(positionals[0] ?? '', context), await reportNamed(positionals[1] ?? '', context)];
	checkTargets(before, after);
	const comparison = compare(before, after);
	const json = flags.json || flags.format === 'json';
	await deliver(json ? `${JSON.stringify(comparison, null, 2)}\n` : toComparisonText(comparison, {width: columns, ascii: flags.ascii === true}), context);
	return comparison.exitCode;
};
