import type {Finding, ProofItem, Report} from '../../model.ts';
import {failures, notChecked, someOf} from '../../report/words.ts';
import {type Line, span} from '../line.ts';
import {heading, type Paper, paragraph} from '../paragraph.ts';
import {subjects} from '../subjects.ts';
import type {View} from '../view.ts';
import type {Body} from './body.ts';
import {resultLines} from './probes.ts';

const signs = {met: 'done', contradicted: 'failed', unseen: 'unseen'} as const;
const tones = {met: 'good', contradicted: 'bad', unseen: 'warn'} as const;

const proofItem = (paper: Paper, {says, state}: ProofItem): readonly Line[] =>
	paragraph(paper, says, state === 'unseen' ? 'dim' : 'plain', span(` ${paper.theme.marks[signs[state]]} `, tones[state]));

/** Why it is this cause, and what proves it. */
export const proofLines = (paper: Paper, {why, proof}: Finding): readonly Line[] => [
	...heading(paper, 'Why'),
	...paragraph(paper, why),
	...heading(paper, 'Proof'),
	...proof.flatMap(item => proofItem(paper, item)),
];

/** What was found at each place; with `selected`, the one that keys are about. */
export const examinedLines = (paper: Paper, view: Pick<View, 'snapshot'>, selected?: string): readonly Line[] => {
	const lines = subjects(view).flatMap(({id, title, evidence}) => (evidence ? resultLines(paper, {title, evidence}, id === selected) : []));
	return lines.length === 0 ? [] : [...heading(paper, 'Examined'), ...lines];
};

/** What was not checked, what it would take, and what it would tell. */
export const uncheckedLines = (paper: Paper, report: Report): readonly Line[] => {
	const {bullet, unseen} = paper.theme.marks;
	const broken = failures(report).flatMap(item => paragraph(paper, `${item.step}: ${item.missing}`, 'warn', span(` ${unseen} `, 'warn')));
	const lines = notChecked(report).flatMap(({step, because, codes}) =>
		paragraph(paper, `${step} (${because}), which would tell: ${someOf(codes)}`, 'dim', span(` ${bullet} `, 'dim')),
	);
	return broken.length + lines.length === 0 ? [] : [...heading(paper, 'Not checked'), ...broken, ...lines];
};

/** The proof, and each result to look into. */
export const evidenceScreen = (paper: Paper, view: View, report: Report): Body => {
	const [first] = report.verdict ? report.findings : [];
	const all = subjects(view);
	const selected = all.find(({id}) => id === view.selected)?.id ?? all[0]?.id;
	const title = paragraph(paper, 'Evidence', 'title');
	const examined = examinedLines(paper, view, selected);
	const at = examined.findIndex(row => row[0]?.text.startsWith(paper.theme.marks.pointer));
	const lines = [...title, ...examined, ...(first ? proofLines(paper, first) : []), ...uncheckedLines(paper, report)];
	return {lines, ...(view.selected !== undefined && {focus: title.length + Math.max(0, at)})};
};
