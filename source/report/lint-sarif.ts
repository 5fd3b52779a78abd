import type {LintIgnored, LintReport, LintReportFinding} from './lint.ts';
import {levels, sarifLog, uriOf} from './sarif-log.ts';

const region = ({line, column, endColumn}: LintReportFinding) => ({
	startLine: line,
	...(column === undefined ? {} : {startColumn: column}),
	...(column === undefined || endColumn === undefined || endColumn <= column ? {} : {endColumn}),
});

const message = ({title, why, fixes}: LintReportFinding) => ({
	text: [`${title}.`, why, ...fixes.map(fix => `Fix: ${fix.title}.`)].join(' ').replace(/\.\./g, '.'),
});

const result = (finding: LintReportFinding) => ({
	ruleId: finding.code,
	level: levels[finding.severity],
	message: message(finding),
	locations: [{physicalLocation: {artifactLocation: {uri: uriOf(finding.file)}, region: region(finding)}}],
});

/** What the operator has answered in the file is told, as suppressed. */
const suppressed = ({code, file, line, reason}: LintIgnored) => ({
	ruleId: code,
	level: 'note',
	message: {text: `Ignored in the file${reason === '' ? '' : `: ${reason}`}`},
	locations: [{physicalLocation: {artifactLocation: {uri: uriOf(file)}, region: {startLine: line}}}],
	suppressions: [{kind: 'inSource', ...(reason === '' ? {} : {justification: reason})}],
});

/** The findings of `lint` as SARIF 2.1.0. */
export const toLintSarif = ({tool, findings, ignored}: LintReport): string => sarifLog(tool, [...findings.map(result), ...ignored.map(suppressed)]);
