import type {Severity} from '../model.ts';
import type {LintIgnored, LintReport, LintReportFinding} from './lint.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {problem: 'error', risk: 'warning', note: 'note'};

/** A path as a URI reference (RFC 3986): relative ones stay relative, absolute ones get their scheme. */
export const uriOf = (path: string): string => {
	const encoded = path.split('/').map(encodeURIComponent).join('/');
	return encoded.startsWith('/') ? `file://${encoded}` : encoded;
};

const region = ({line, column, endColumn}: LintReportFinding) => ({
	startLine: line,
	...(column === undefined ? {} : {startColumn: column}),
	...(column === undefined || endColumn === undefined || endColumn <= column ? {} : {endColumn}),
});

const message = ({title, why, fixes}: LintReportFinding) => ({
	text: [`${title}.`, why, ...fixes.map(fix => `Fix: ${fix.title}.`)].join(' ').replace(/\.\./g, '.'),
});

type RuleIndex = ReadonlyMap<string, number>;

const result = (finding: LintReportFinding, rules: RuleIndex) => ({
	ruleId: finding.code,
	ruleIndex: rules.get(finding.code) ?? -1,
	level: levels[finding.severity],
	message: message(finding),
	locations: [{physicalLocation: {artifactLocation: {uri: uriOf(finding.file)}, region: region(finding)}}],
});

/** What the operator has answered in the file is told, as suppressed. */
const suppressed = ({code, file, line, reason}: LintIgnored, rules: RuleIndex) => ({
	ruleId: code,
	ruleIndex: rules.get(code) ?? -1,
	level: 'note',
	message: {text: `Ignored in the file${reason === '' ? '' : `: ${reason}`}`},
	locations: [{physicalLocation: {artifactLocation: {uri: uriOf(file)}, region: {startLine: line}}}],
	suppressions: [{kind: 'inSource', ...(reason === '' ? {} : {justification: reason})}],
});

const rule = (code: string) => ({
	id: code,
	shortDescription: {text: code.replace(/^config\//, '').replaceAll('-', ' ')},
	help: {text: `ws-doctor explain ${code}`},
});

/** SARIF 2.1.0 (OASIS), one run; columns count UTF-16 code units, as they do here. */
export const toLintSarif = ({tool, findings, ignored}: LintReport): string => {
	const codes = [...new Set([...findings, ...ignored].map(({code}) => code))].sort();
	const rules = new Map(codes.map((code, index) => [code, index]));
	const log = {
		$schema: 'https://json.schemastore.org/sarif-2.1.0.json',
		version: '2.1.0',
		runs: [
			{
				tool: {driver: {name: tool.name, version: tool.version, rules: codes.map(rule)}},
				columnKind: 'utf16CodeUnits',
				results: [...findings.map(finding => result(finding, rules)), ...ignored.map(each => suppressed(each, rules))],
			},
		],
	};
	return `${JSON.stringify(log, null, 2)}\n`;
};
