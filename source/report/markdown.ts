import type {ConfigurationText, Evidence, Finding, Fix, Report, ReportTimer} from '../model.ts';
import {oneLine, printable} from './printable.ts';
import {
	bindingWords,
	clocksShown,
	failures,
	nextWords,
	notChecked,
	noVerdict,
	othersFound,
	possible,
	recognisedWords,
	someOf,
	timerOrigin,
	timerRole,
	timerValue,
} from './words.ts';

/** Text that Markdown must not read as markup (CommonMark §2.4, GFM tables and strikethrough), nor as the beginning of a list. */
const escaped = (text: string) =>
	oneLine(text)
		.replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&')
		.replace(/^(?:[-+=]|\d+(?=[.)]))/, start => (/\d/.test(start) ? `${start}\\` : `\\${start}`));

const longestRun = (text: string) => Math.max(0, ...(text.match(/`+/g) ?? []).map(({length}) => length));

/** A code span that holds whatever backticks the text has (CommonMark §6.1). */
const code = (text: string) => {
	const line = oneLine(text) || ' ';
	const fence = '`'.repeat(longestRun(line) + 1);
	return fence.length > 1 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
};

const block = (language: string, text: string): readonly string[] => {
	const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
	return [`${fence}${language}`, text.trimEnd(), fence, ''];
};

/** A titled part; nothing where it has no lines. */
const part = (title: string, lines: readonly string[]): readonly string[] =>
	lines.length > 0 ? [`### ${title}`, '', ...lines, ...(lines.at(-1) === '' ? [] : [''])] : [];

// A bar divides cells even inside a code span (GFM §4.10).
const cell = (text: string) => text.replaceAll(/\\?\|/g, '\\|');

const clockRow = (timer: ReportTimer) =>
	`| ${[escaped(timer.hop), code(timer.name), timerValue(timer), escaped(timerOrigin(timer)), timerRole(timer)].map(cell).join(' | ')} |`;

const clocks = (report: Report): readonly string[] => {
	const shown = clocksShown(report);
	return shown.length === 0 ? [] : ['| hop | timer | value | from | |', '| --- | --- | --- | --- | --- |', ...shown.map(clockRow), ''];
};

const fix = ({title, where, diff, then = []}: Fix): readonly string[] => [
	`- ${escaped(title)}${where ? ` (${code(where)})` : ''}`,
	'',
	...(diff ? block('diff', diff) : []),
	...(then.length > 0 ? block('sh', then.join('\n')) : []),
];

const signs = {met: '✔', contradicted: '✘', unseen: '?'} as const;

const details = (finding: Finding): readonly string[] => [
	escaped(finding.why),
	'',
	...part('What to do', finding.fixes.flatMap(fix)),
	...part(
		'Proof',
		finding.proof.map(({says, state}) => `- ${signs[state]} ${escaped(says)}`),
	),
	`More: ${code(finding.docs)}`,
	'',
];

const explanations = (report: Report): readonly string[] =>
	part(
		'Possible, and what would prove it',
		possible(report).flatMap(({code: name, title, proof}) => [
			`- ${code(name)}: ${escaped(title)}`,
			...proof.filter(({state}) => state === 'unseen').map(({says}) => `  - ${signs.unseen} ${escaped(says)}`),
		]),
	);

const paragraph = (text: string | undefined): readonly string[] => (text ? [escaped(text), ''] : []);

const others = (report: Report): readonly string[] =>
	part(
		'Other findings',
		othersFound(report).map(({severity, certainty, code: name, title}) => `- ${severity} (${certainty}) ${code(name)}: ${escaped(title)}`),
	);

const unchecked = (report: Report): readonly string[] =>
	part('Not checked', [
		...failures(report).map(({step, missing = ''}) => `- ${code(step)}: ${escaped(missing)}`),
		...notChecked(report).map(({step, because, codes}) => `- ${code(step)} (${escaped(because)}), which would tell: ${someOf(codes.map(code))}`),
	]);

const isConfiguration = (value: unknown): value is ConfigurationText => Array.isArray((value as Partial<ConfigurationText> | null)?.files);

/** A file with its line numbers, without the lines that a report does not carry. */
const numbered = (text: string) =>
	text
		.split('\n')
		.map((line, index) => `${String(index + 1).padStart(5)}  ${line}`)
		.filter(line => line.trim().includes(' '))
		.join('\n');

/** GitHub takes 65,536 characters in a ticket: what is over this share of it is in the JSON report. */
const evidenceLimit = 40_000;

const cut = (text: string, limit: number) => (text.length > limit ? `${text.slice(0, limit)}\n… the JSON report has it whole` : text);

const shown = ({value, missing}: Evidence, limit: number): readonly string[] => {
	if (missing !== undefined) return [escaped(missing), ''];
	if (isConfiguration(value)) return value.files.flatMap(({name, text}) => [code(name), '', ...block('', cut(numbered(text), limit))]);
	return block('json', cut(JSON.stringify(value, null, 2) ?? 'null', limit));
};

const evidence = (report: Report): readonly string[] => {
	const limit = Math.floor(evidenceLimit / Math.max(1, report.evidence.length));
	const entries = report.evidence.flatMap(item => [`**${escaped(item.step)}** (${item.source})`, '', ...shown(item, limit)]);
	return ['<details><summary>Evidence</summary>', '', ...entries, '</details>', ''];
};

const verdict = (report: Report): readonly string[] =>
	report.verdict
		? [`**${escaped(report.verdict.summary)}**`, '', `${code(report.verdict.code)}, ${report.verdict.certainty}`, '']
		: [`**${escaped(noVerdict(report))}**`, ''];

/** The report for a ticket: the verdict in the first lines, then what to do, evidence folded away. */
export const toMarkdown = (report: Report): string => {
	const {tool, session, startedAt, finishedAt, target, interrupted, findings} = report;
	const [first] = findings;
	const lines = [
		`## ws-doctor: ${code(target.url ?? 'no URL')}`,
		'',
		...verdict(report),
		...(report.verdict && first ? details(first) : []),
		...explanations(report),
		...clocks(report),
		...[bindingWords, nextWords, recognisedWords].flatMap(words => paragraph(words(report))),
		...others(report),
		...unchecked(report),
		...evidence(report),
		`ws-doctor ${tool.version}, session ${session}, ${startedAt} to ${finishedAt}${interrupted ? ', interrupted' : ''}`,
	];
	return printable(`${lines.join('\n')}\n`);
};
