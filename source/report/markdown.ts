import type {Finding, Fix, Report, ReportTimer} from '../model.ts';
import {bindingWords, notChecked, noVerdict, timerOrigin, timerRole, timerValue} from './words.ts';

/** Text that Markdown must not read as markup. */
const escape = (text: string) => text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&').replace(/\s+/g, ' ');

/** A code span that holds whatever backticks the text has. */
const code = (text: string) => {
	const fence = '`'.repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map(({length}) => length)) + 1);
	return fence.length > 1 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
};

const block = (language: string, text: string): readonly string[] => {
	const fence = '`'.repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map(({length}) => length + 1)));
	return [`${fence}${language}`, text.trimEnd(), fence, ''];
};

const clockRow = (timer: ReportTimer) =>
	`| ${[escape(timer.hop), code(timer.name), timerValue(timer), escape(timerOrigin(timer)), timerRole(timer)].join(' | ')} |`;

const clocks = ({timers}: Report): readonly string[] =>
	timers.length === 0 ? [] : ['| hop | timer | value | from | |', '| --- | --- | --- | --- | --- |', ...timers.map(clockRow), ''];

const fix = ({title, where, diff, then}: Fix): readonly string[] => [
	`- ${escape(title)}${where ? ` (${code(where)})` : ''}`,
	'',
	...(diff ? block('diff', diff) : []),
	...(then && then.length > 0 ? block('sh', then.join('\n')) : []),
];

const signs = {met: '✔', contradicted: '✘', unseen: '?'} as const;

const details = (finding: Finding): readonly string[] => [
	escape(finding.why),
	'',
	...(finding.fixes.length > 0 ? ['### What to do', '', ...finding.fixes.flatMap(fix)] : []),
	'### Proof',
	'',
	...finding.proof.map(({says, state}) => `- ${signs[state]} ${escape(says)}`),
	'',
	`More: ${code(finding.docs)}`,
	'',
];

const others = (findings: readonly Finding[]): readonly string[] =>
	findings.length === 0
		? []
		: [
				'### Other findings',
				'',
				...findings.map(({severity, certainty, code: name, title}) => `- ${severity} (${certainty}) ${code(name)}: ${escape(title)}`),
				'',
			];

const unchecked = (report: Report): readonly string[] => {
	const rows = notChecked(report);
	return rows.length === 0
		? []
		: [
				'### Not checked',
				'',
				...rows.map(({step, because, codes}) => `- ${code(step)} (${escape(because)}), which would tell: ${codes.map(code).join(', ')}`),
				'',
			];
};

const evidence = (report: Report): readonly string[] => [
	'<details><summary>Evidence</summary>',
	'',
	...report.evidence.flatMap(({step, source, value, missing}) => [
		`**${escape(step)}** (${source})`,
		'',
		...block('json', missing ?? JSON.stringify(value, null, 2)),
	]),
	'</details>',
	'',
];

const verdict = (report: Report): readonly string[] =>
	report.verdict
		? [`**${escape(report.verdict.summary)}**`, '', `${code(report.verdict.code)}, ${report.verdict.certainty}`, '']
		: [`**${noVerdict(report)}**`, ''];

/** The report for a ticket: the verdict in the first lines, evidence folded away. */
export const toMarkdown = (report: Report): string => {
	const [first, ...rest] = report.findings;
	const binding = bindingWords(report);
	const lines = [
		`## ws-doctor: ${code(report.target.url ?? 'no URL')}`,
		'',
		...verdict(report),
		...(report.verdict && first ? details(first) : []),
		...clocks(report),
		...(binding ? [escape(binding), ''] : []),
		...others(report.verdict ? rest : report.findings),
		...unchecked(report),
		...evidence(report),
		`ws-doctor ${report.tool.version}, session ${report.session}, ${report.startedAt} to ${report.finishedAt}`,
	];
	return `${lines.join('\n')}\n`;
};
