import type {Severity} from '../model.ts';
import type {LintReport, LintReportFinding} from './lint.ts';

const commands: Readonly<Record<Severity, string>> = {problem: 'error', risk: 'warning', note: 'notice'};

// The runner reads `%`, line ends, and in properties `:` and `,` as its own.
const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const annotation = ({severity, code, file, line, column, endColumn, title, why, fixes}: LintReportFinding): string => {
	const place = {
		file,
		line: String(line),
		endLine: String(line),
		...(column === undefined ? {} : {col: String(column)}),
		...(endColumn === undefined ? {} : {endColumn: String(endColumn)}),
		title: code,
	};
	const properties = Object.entries(place).map(([name, value]) => `${name}=${property(value)}`);
	const text = [title, why, ...fixes.map(fix => `Fix: ${fix.title}${fix.diff ? `\n${fix.diff}` : ''}`), `ws-doctor explain ${code}`].join('\n');
	return `::${commands[severity]} ${properties.join(',')}::${data(text)}`;
};

/** Workflow commands of GitHub Actions: one annotation a line. */
export const toLintGithub = ({findings}: LintReport): string => findings.map(finding => `${annotation(finding)}\n`).join('');
