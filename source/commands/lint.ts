import type {Context} from '../context.ts';
import {withoutIgnored} from '../haproxy/lint/ignore.ts';
import {lint} from '../haproxy/lint/index.ts';
import {lineAt} from '../haproxy/lint/places.ts';
import {settled} from '../haproxy/lint/reached.ts';
import {parseConfiguration} from '../haproxy/parse.ts';
import {routesOf} from '../haproxy/route.ts';
import type {Severity} from '../model.ts';
import type {LintReport} from '../report/lint.ts';
import {toLintGithub} from '../report/lint-github.ts';
import {toLintJson} from '../report/lint-json.ts';
import {toLintSarif} from '../report/lint-sarif.ts';
import {listedRoutes, toLintText} from '../report/lint-text.ts';
import {checkWithHaproxy} from './lint-check.ts';
import {compileLater} from './lint-compiler.ts';
import {readLintFiles} from './lint-files.ts';
import {withPatterns} from './lint-patterns.ts';
import {buildLintReport, type Linted} from './lint-report.ts';
import {deliver} from './output.ts';

const fails = (severities: readonly Severity[], from: Context['flags']['fail-on']): boolean => {
	if (from === 'never') return false;
	return severities.some(severity => severity === 'problem' || (from === 'risk' && severity === 'risk'));
};

const formats: Readonly<Record<string, (report: LintReport) => string>> = {json: toLintJson, sarif: toLintSarif, github: toLintGithub};

const forPeople = (linted: Linted, reportOf: (linted: Linted) => LintReport, {flags, columns}: Context): string => {
	const verbose = flags.verbose === true;
	const {listed, unlisted} = listedRoutes(linted.routes, verbose);
	const sourceLine = (file: string, line: number) => lineAt(linted.configuration, {file, line});
	return toLintText(reportOf({...linted, routes: listed}), {width: columns, ascii: flags.ascii === true, verbose, unlisted, sourceLine});
};

const render = (linted: Linted, exitCode: 0 | 1, context: Context): string => {
	const {flags, version} = context;
	const reportOf = (all: Linted) => buildLintReport(all, version, exitCode);
	const write = formats[flags.json ? 'json' : (flags.format ?? 'text')];
	return write ? write(reportOf(linted)) : forPeople(linted, reportOf, context);
};

/** `ws-doctor lint <file-or-folder>…`: every route's WebSocket timers, and what is wrong, from the files alone. */
export const run = async (context: Context): Promise<number> => {
	const {flags} = context;
	compileLater();
	const files = await readLintFiles(context);
	const asked = parseConfiguration(files);
	const {haproxy, merge} = await checkWithHaproxy(asked, context);
	// The version decides what `.if version_atleast(…)` leaves open without it.
	const read = haproxy && asked.undecided.length > 0 ? parseConfiguration(files, {}, haproxy.version) : asked;
	const configuration = await withPatterns(read, context);
	const routes = settled(routesOf(configuration));
	const {findings, ignored} = withoutIgnored(configuration, merge(lint(configuration, routes, haproxy?.version)));
	const exitCode = fails(
		findings.map(({severity}) => severity),
		flags['fail-on'],
	)
		? 1
		: 0;
	await deliver(render({configuration, routes, findings, ignored, haproxy}, exitCode, context), context);
	return exitCode;
};
