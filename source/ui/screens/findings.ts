import type {Comparison} from '../../compare.ts';
import type {Finding, Report} from '../../model.ts';
import {cutOf} from '../../report/cut.ts';
import {bindingWords, clocksShown, nextWords, noVerdict, recognisedWords} from '../../report/words.ts';
import {blank, cells, type Line, span} from '../line.ts';
import {beside, heading, type Paper, paragraph, verbatim, wideFrom} from '../paragraph.ts';
import type {Tone} from '../theme.ts';
import type {View} from '../view.ts';
import {clockLines} from './bars.ts';
import type {Body} from './body.ts';
import {examinedLines, proofLines, uncheckedLines} from './evidence.ts';
import {fixLines} from './fix.ts';

const headline = ({theme: {marks, reader}}: Paper, {verdict, findings, exitCode}: Report): {readonly words: string; readonly tone: Tone} => {
	const marked = (mark: string, words: string) => (reader ? words : `${mark} ${words}`);
	if (verdict)
		return {words: marked(marks.failed, `${(findings[0]?.severity ?? 'problem').toUpperCase()}, ${verdict.certainty}: ${verdict.code}`), tone: 'bad'};
	return exitCode === 0 ? {words: marked(marks.done, 'OK'), tone: 'good'} : {words: marked(marks.unseen, 'INCONCLUSIVE'), tone: 'warn'};
};

const conclusion = (report: Report): string => report.verdict?.summary ?? noVerdict(report);

/** The verdict in one sentence, and what to do about it in another. */
const verdict = (paper: Paper, report: Report): readonly Line[] => {
	const {words, tone} = headline(paper, report);
	const fix = report.verdict ? report.findings[0]?.fixes[0] : undefined;
	const binding = report.verdict ? undefined : bindingWords(report);
	return [
		...paragraph(paper, words, tone),
		...paragraph(paper, conclusion(report), 'strong'),
		...(binding ? paragraph(paper, binding) : []),
		...(fix ? paragraph(paper, `${fix.title}${fix.where ? ` (${fix.where})` : ''}`, 'good', span(' Fix: ', 'good')) : []),
	];
};

/** What the change has done: before beside after. */
const compared = (paper: Paper, comparison: Comparison | undefined): readonly Line[] => {
	if (!comparison) return [];
	const {says, outcome, rows} = comparison;
	const tone = outcome === 'fixed' ? 'good' : outcome === 'worse' ? 'bad' : 'warn';
	const name = Math.max(...rows.map(({what}) => what.length));
	const before = Math.max(6, ...rows.map(row => cells(paper.theme.text(row.before))));
	const row = (what: string, was: string, is: string) => verbatim(paper, `${what.padEnd(name)}  ${paper.theme.text(was).padEnd(before)}  ${is}`, 'plain');
	return [...paragraph(paper, says, tone), row('', 'before', 'now'), ...rows.map(({what, before, after}) => row(what, before, after)), blank];
};

const remedies = (paper: Paper, {fixes, docs}: Finding): readonly Line[] => [
	...(fixes.length > 0 ? [...heading(paper, 'What to do'), ...fixes.flatMap(fix => fixLines(paper, fix))] : []),
	...paragraph(paper, `More: ${docs}`, 'dim'),
];

const others = (paper: Paper, report: Report): readonly Line[] => {
	const rest = report.verdict ? report.findings.slice(1) : report.findings;
	const lines = rest.flatMap(({severity, certainty, code, title, docs}) => [
		...paragraph(paper, `${severity} (${certainty}) ${code}: ${title}`, 'plain', span(` ${paper.theme.marks.bullet} `)),
		...(report.verdict ? [] : paragraph(paper, docs, 'dim', span('   '))),
	]);
	return lines.length === 0 ? [] : [...heading(paper, report.verdict ? 'Other findings' : 'Findings'), ...lines];
};

/** The verdict first, then the clocks, the proof, the fix, and what remains open. */
export const findingsScreen = (paper: Paper, view: View, report: Report): Body => {
	const {note, comparison} = view;
	const first = report.verdict ? report.findings[0] : undefined;
	const clocks = (paper: Paper) => clockLines(paper, clocksShown(report), cutOf(report.evidence));
	const why = (paper: Paper) => (first ? proofLines(paper, first) : []);
	const outlook = (paper: Paper) =>
		[first && bindingWords(report), nextWords(report), recognisedWords(report)].flatMap(words => (words ? [blank, ...paragraph(paper, words)] : []));
	const remedy = (paper: Paper) => [...(first ? remedies(paper, first) : []), ...outlook(paper)];
	const rest = (paper: Paper) => [...others(paper, report), ...examinedLines(paper, view), ...uncheckedLines(paper, report)];
	const done = note === undefined ? [] : paragraph(paper, note, 'good', span(` ${paper.theme.marks.done} `, 'good'));
	const top = [...done, ...compared(paper, comparison), ...verdict(paper, report)];
	if (paper.width < wideFrom) return {lines: [...top, ...clocks(paper), ...why(paper), ...remedy(paper), ...rest(paper)]};
	const left = (paper: Paper) => [...clocks(paper), ...remedy(paper)];
	const right = (paper: Paper) => [...why(paper), ...rest(paper)];
	return {lines: [...top, ...beside(paper, left, right)]};
};
