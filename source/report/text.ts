import type {Finding, Fix, Report} from '../model.ts';
import {clean} from '../text.ts';
import {circumstances} from './circumstances.ts';
import {aligned} from './columns.ts';
import {factsOf} from './facts.ts';
import {asciiMarks, type Marks, toAscii, unicodeMarks} from './marks.ts';
import {oneLine, printable} from './printable.ts';
import {seenIn} from './seen.ts';
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
import {hanging, wrap} from './wrap.ts';

type Layout = {readonly width: number; readonly marks: Marks};

/** A titled part of the report with a blank line behind it; nothing where it has no lines. */
const part = (title: string, lines: readonly string[]): readonly string[] => (lines.length > 0 ? [title, ...lines, ''] : []);

const headline = ({verdict, exitCode}: Report) => {
	if (verdict) return `PROBLEM (${verdict.certainty})  ${verdict.code}`;
	return exitCode === 0 ? 'OK' : 'INCONCLUSIVE';
};

/** A table, or a paragraph a row where the table would be too wide. */
const columns = (rows: ReadonlyArray<readonly string[]>, width: number): readonly string[] => {
	const table = aligned(rows);
	return table.every(line => line.length <= width) ? table : rows.flatMap(row => hanging('  ', row.filter(Boolean).join(', '), width));
};

const clocks = (report: Report, {width}: Layout): readonly string[] => {
	const rows = clocksShown(report).map(timer => [timer.hop, timer.name, timerValue(timer), timerOrigin(timer), timerRole(timer)].map(oneLine));
	return part('Clocks, client first', columns(rows, width));
};

const seen = (report: Report, {width}: Layout): readonly string[] => {
	const rows = seenIn(report).map(({place, handshake, silent}) => [place, handshake, silent].map(oneLine));
	return part('What was seen', columns(rows, width));
};

const indented = (text: string, mark = ''): readonly string[] =>
	text
		.trimEnd()
		.split('\n')
		.map((line, index) => `      ${index === 0 ? mark : ' '.repeat(mark.length)}${line}`);

// What is to be copied is never wrapped.
const fix = ({title, where, diff, then = []}: Fix, {width, marks}: Layout): readonly string[] => [
	...hanging(`  ${marks.bullet} `, `${title}${where ? ` (${where})` : ''}`, width),
	...(diff ? indented(diff) : []),
	...then.flatMap(command => indented(command, '$ ')),
];

const proof = ({proof}: Finding, {width, marks}: Layout) => proof.flatMap(({says, state}) => hanging(`  ${marks[state]} `, says, width));

const details = (finding: Finding, layout: Layout): readonly string[] => [
	...hanging('  ', finding.why, layout.width),
	'',
	...part(
		'What to do',
		finding.fixes.flatMap(each => fix(each, layout)),
	),
	...part('Proof', proof(finding, layout)),
	...wrap(`More: ${finding.docs}`, layout.width),
	'',
];

const facts = (finding: Finding, {width}: Layout) => {
	const named = factsOf(finding).map(([name, value]) => `${name} ${value}`);
	return named.length > 0 ? [...hanging('  ', named.join(', '), width), ''] : [];
};

const conclusion = (report: Report, layout: Layout): readonly string[] => {
	const {verdict, findings} = report;
	const [first] = findings;
	if (verdict && first) return [...wrap(verdict.summary, layout.width), '', ...facts(first, layout), ...details(first, layout)];
	return [...wrap(noVerdict(report), layout.width), ''];
};

/** What may be the cause, and what would have to be seen to prove it. */
const explanations = (report: Report, {width, marks}: Layout): readonly string[] =>
	part(
		'Possible, and what would prove it',
		possible(report).flatMap(({code, title, proof}) => [
			...hanging(`  ${marks.bullet} `, `${code}: ${title}`, width),
			...proof.filter(({state}) => state === 'unseen').flatMap(({says}) => hanging(`      ${marks.unseen} `, says, width)),
		]),
	);

const paragraph = (text: string | undefined, {width}: Layout): readonly string[] => [...wrap(text ?? '', width), ''];

const others = (report: Report, {width, marks}: Layout): readonly string[] =>
	part(
		'Other findings',
		othersFound(report).flatMap(({severity, certainty, code, title}) => hanging(`  ${marks.bullet} `, `${severity} (${certainty}) ${code}: ${title}`, width)),
	);

const unchecked = (report: Report, {width, marks}: Layout): readonly string[] =>
	part('Not checked', [
		...failures(report).flatMap(({step, missing}) => hanging(`  ${marks.bullet} `, `${step}: ${missing}`, width)),
		...notChecked(report).flatMap(({step, because, takes, codes}) =>
			hanging(`  ${marks.bullet} `, `${step} (${because}${takes ? `; it takes ${takes}` : ''}), which would tell: ${someOf(codes)}`, width),
		),
	]);

const about = (report: Report, {width}: Layout): readonly string[] =>
	part(
		'About this report',
		circumstances(report).flatMap(([name, text]) =>
			// A command line is copied.
			name === 'Repeat' ? [`  ${name}:`, ...indented(text)] : hanging('  ', `${name}: ${text}`, width),
		),
	);

const opening = ({tool, target, startedAt, interrupted}: Report, {width}: Layout) => {
	const when = `${startedAt.slice(0, 16).replace('T', ' ')} UTC${interrupted ? ' · interrupted' : ''}`;
	// The whole URL is in the JSON report; here the verdict must not be pushed down by it.
	const url = clean(target.url ?? 'no URL', Math.max(30, width - when.length - tool.version.length - 16));
	return wrap(`ws-doctor ${tool.version} · ${url} · ${when}`, width);
};

/** The report for people, at most `width` columns wide but for what is to be copied; the verdict stands first, then what to do. */
export const toText = (report: Report, {width = 80, ascii = false}: {width?: number; ascii?: boolean} = {}): string => {
	const layout: Layout = {width: Math.max(40, Math.min(width, 100)), marks: ascii ? asciiMarks : unicodeMarks};
	const lines = [
		...opening(report, layout),
		'',
		headline(report),
		...conclusion(report, layout),
		...explanations(report, layout),
		...seen(report, layout),
		...clocks(report, layout),
		...[bindingWords, nextWords, recognisedWords].flatMap(words => paragraph(words(report), layout)),
		...others(report, layout),
		...unchecked(report, layout),
		...about(report, layout),
	];
	const text = `${lines
		.join('\n')
		.replace(/\n{3,}/g, '\n\n')
		.trimEnd()}\n`;
	return ascii ? toAscii(printable(text)) : printable(text);
};
