import type {Finding, Fix, Report} from '../model.ts';
import {asciiMarks, type Marks, toAscii, unicodeMarks} from './marks.ts';
import {bindingWords, failures, notChecked, noVerdict, timerOrigin, timerRole, timerValue} from './words.ts';
import {hanging, wrap} from './wrap.ts';

type Layout = {readonly width: number; readonly marks: Marks};

const headline = ({verdict, findings, exitCode}: Report) => {
	if (!verdict) return exitCode === 0 ? 'OK' : 'INCONCLUSIVE';
	return `${findings[0]?.severity === 'problem' ? 'PROBLEM' : 'RISK'} (${verdict.certainty})  ${verdict.code}`;
};

const columns = (rows: ReadonlyArray<readonly string[]>): readonly string[] => {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
	return rows.map(row => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
};

const clocks = ({timers}: Report): readonly string[] =>
	timers.length === 0
		? []
		: ['Clocks, client first', ...columns(timers.map(timer => [timer.hop, timer.name, timerValue(timer), timerOrigin(timer), timerRole(timer)])), ''];

const proof = ({proof}: Finding, {width, marks}: Layout) => proof.flatMap(({says, state}) => hanging(`  ${marks[state]} `, says, width));

const fix = ({title, where, diff, then}: Fix, {width, marks}: Layout): readonly string[] => [
	...hanging(`  ${marks.bullet} `, `${title}${where ? ` (${where})` : ''}`, width),
	...(diff
		? diff
				.trimEnd()
				.split('\n')
				.map(line => `      ${line}`)
		: []),
	...(then ?? []).map(command => `      $ ${command}`),
];

const details = (finding: Finding, layout: Layout): readonly string[] => [
	...wrap(finding.why, layout.width - 2).map(line => `  ${line}`),
	'',
	'Proof',
	...proof(finding, layout),
	'',
	...(finding.fixes.length > 0 ? ['What to do', ...finding.fixes.flatMap(each => fix(each, layout)), ''] : []),
	`More: ${finding.docs}`,
	'',
];

const others = (findings: readonly Finding[], {width, marks}: Layout): readonly string[] =>
	findings.length === 0
		? []
		: [
				'Other findings',
				...findings.flatMap(({severity, certainty, code, title}) => hanging(`  ${marks.bullet} `, `${severity} (${certainty}) ${code}: ${title}`, width)),
				'',
			];

const unchecked = (report: Report, {width, marks}: Layout): readonly string[] => {
	const lines = notChecked(report).flatMap(({step, because, codes}) =>
		hanging(`  ${marks.bullet} `, `${step} (${because}), which would tell: ${codes.join(', ')}`, width),
	);
	const broken = failures(report.evidence).flatMap(({step, missing}) => hanging(`  ${marks.bullet} `, `${step}: ${missing}`, width));
	return lines.length + broken.length === 0 ? [] : ['Not checked', ...broken, ...lines, ''];
};

const conclusion = (report: Report, layout: Layout): readonly string[] => {
	const {verdict, findings} = report;
	const [first] = findings;
	if (verdict && first) return [...wrap(verdict.summary, layout.width), '', ...details(first, layout)];
	return [...wrap(noVerdict(report), layout.width), ''];
};

const opening = ({tool, target, startedAt, interrupted}: Report) =>
	`ws-doctor ${tool.version} · ${target.url ?? 'no URL'} · ${startedAt.slice(0, 16).replace('T', ' ')} UTC${interrupted ? ' · interrupted' : ''}`;

/** The report for people, at most `width` columns wide where words allow it; the verdict stands first. */
export const toText = (report: Report, {width = 80, ascii = false}: {width?: number; ascii?: boolean} = {}): string => {
	const layout: Layout = {width: Math.max(40, Math.min(width, 100)), marks: ascii ? asciiMarks : unicodeMarks};
	const binding = bindingWords(report);
	const lines = [
		opening(report),
		'',
		headline(report),
		...conclusion(report, layout),
		...clocks(report),
		...(binding ? [...wrap(binding, layout.width), ''] : []),
		...others(report.verdict ? report.findings.slice(1) : report.findings, layout),
		...unchecked(report, layout),
	];
	const text = `${lines.join('\n').trimEnd()}\n`;
	return ascii ? toAscii(text) : text;
};
