import type {Finding, Fix, ProofItem, Report} from '../../model.ts';
import {cutOf} from '../../report/cut.ts';
import {bindingWords, failures, nextWords, notChecked, noVerdict, recognisedWords} from '../../report/words.ts';
import type {ProbeRow} from '../../session.ts';
import {foundWords} from '../found.ts';
import {blank, type Line, span} from '../line.ts';
import {beside, heading, type Paper, paragraph, verbatim, wideFrom} from '../paragraph.ts';
import type {Tone} from '../theme.ts';
import {clockLines} from './bars.ts';
import type {Body} from './menu.ts';

const headline = ({theme: {marks, reader}}: Paper, {verdict, findings, exitCode}: Report): {readonly words: string; readonly tone: Tone} => {
	const marked = (mark: string, words: string) => (reader ? words : `${mark} ${words}`);
	if (verdict)
		return {words: marked(marks.failed, `${(findings[0]?.severity ?? 'problem').toUpperCase()}, ${verdict.certainty}: ${verdict.code}`), tone: 'bad'};
	return exitCode === 0 ? {words: marked(marks.done, 'OK'), tone: 'good'} : {words: marked(marks.unseen, 'INCONCLUSIVE'), tone: 'warn'};
};

/** The verdict in one sentence, and what to do about it in another. */
const verdict = (paper: Paper, report: Report): readonly Line[] => {
	const {words, tone} = headline(paper, report);
	const fix = report.verdict ? report.findings[0]?.fixes[0] : undefined;
	const binding = report.verdict ? undefined : bindingWords(report);
	return [
		...paragraph(paper, words, tone),
		...paragraph(paper, report.verdict?.summary ?? noVerdict(report), 'strong'),
		...(binding ? paragraph(paper, binding) : []),
		...(fix ? paragraph(paper, `${fix.title}${fix.where ? ` (${fix.where})` : ''}`, 'good', span(' Fix: ', 'good')) : []),
	];
};

const signs = {met: 'done', contradicted: 'failed', unseen: 'unseen'} as const;
const tones = {met: 'good', contradicted: 'bad', unseen: 'warn'} as const;

const proofItem = (paper: Paper, {says, state}: ProofItem): readonly Line[] =>
	paragraph(paper, says, state === 'unseen' ? 'dim' : 'plain', span(` ${paper.theme.marks[signs[state]]} `, tones[state]));

const because = (paper: Paper, {why, proof}: Finding): readonly Line[] => [
	...heading(paper, 'Why'),
	...paragraph(paper, why),
	...heading(paper, 'Proof'),
	...proof.flatMap(item => proofItem(paper, item)),
];

const diffTone = (row: string): Tone => (row.startsWith('+') ? 'added' : row.startsWith('-') ? 'removed' : 'dim');

const fixLines = (paper: Paper, {title, where, diff, then}: Fix): readonly Line[] => [
	...paragraph(paper, `${title}${where ? ` (${where})` : ''}`, 'plain', span(` ${paper.theme.marks.bullet} `)),
	...(diff
		? diff
				.trimEnd()
				.split('\n')
				.map(row => verbatim(paper, row, diffTone(row), '     '))
		: []),
	...(then ?? []).map(command => verbatim(paper, `$ ${command}`, 'accent', '     ')),
];

const fixes = (paper: Paper, {fixes, docs}: Finding): readonly Line[] => [
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

const unchecked = (paper: Paper, report: Report): readonly Line[] => {
	const {bullet, unseen} = paper.theme.marks;
	const broken = failures(report).flatMap(item => paragraph(paper, `${item.step}: ${item.missing}`, 'warn', span(` ${unseen} `, 'warn')));
	const lines = notChecked(report).flatMap(({step, because, codes}) =>
		paragraph(paper, `${step} (${because}), which would tell: ${codes.join(', ')}`, 'dim', span(` ${bullet} `, 'dim')),
	);
	return broken.length + lines.length === 0 ? [] : [...heading(paper, 'Not checked'), ...broken, ...lines];
};

const examined = (paper: Paper, probes: readonly ProbeRow[]): readonly Line[] => {
	const {done, unseen} = paper.theme.marks;
	const lines = probes.flatMap(({title, evidence}) => {
		if (!evidence) return [];
		const mark = evidence.missing === undefined ? span(` ${done} `, 'good') : span(` ${unseen} `, 'warn');
		return paragraph(paper, `${title}: ${foundWords(evidence)}`, 'plain', mark);
	});
	return lines.length === 0 ? [] : [...heading(paper, 'Examined'), ...lines];
};

/** The verdict first, then the clocks, the proof, the fix, and what remains open. */
export const findingsScreen = (paper: Paper, report: Report, probes: readonly ProbeRow[], saved: string | undefined): Body => {
	const first = report.verdict ? report.findings[0] : undefined;
	const clocks = (paper: Paper) => clockLines(paper, report.timers, cutOf(report.evidence));
	const why = (paper: Paper) => (first ? because(paper, first) : []);
	const outlook = (paper: Paper) =>
		[first && bindingWords(report), nextWords(report), recognisedWords(report)].flatMap(words => (words ? [blank, ...paragraph(paper, words)] : []));
	const remedy = (paper: Paper) => [...(first ? fixes(paper, first) : []), ...outlook(paper)];
	const rest = (paper: Paper) => [...others(paper, report), ...examined(paper, probes), ...unchecked(paper, report)];
	const note = saved === undefined ? [] : paragraph(paper, `saved: ${saved}`, 'good', span(` ${paper.theme.marks.done} `, 'good'));
	const top = [...note, ...verdict(paper, report)];
	if (paper.width < wideFrom) return {lines: [...top, ...clocks(paper), ...why(paper), ...remedy(paper), ...rest(paper)]};
	const left = (paper: Paper) => [...clocks(paper), ...remedy(paper)];
	const right = (paper: Paper) => [...why(paper), ...rest(paper)];
	return {lines: [...top, ...beside(paper, left, right)]};
};
