import type {Milliseconds, Question} from '../../model.ts';
import type {Snapshot} from '../../session.ts';
import {foundWords} from '../found.ts';
import {blank, type Line, line, span} from '../line.ts';
import {beside, heading, type Paper, paragraph, wideFrom} from '../paragraph.ts';
import type {View} from '../view.ts';
import {choiceLines, type Option, pair} from './choices.ts';
import {fieldLine} from './field.ts';
import type {Body} from './menu.ts';
import {inOrder, probeLines, soFar} from './probes.ts';

/** What a question with choices offers: its choices, a value of one's own, and not to know. */
export const optionsOf = ({
	choices = [],
	optional,
	fallback,
}: Question<unknown>): ReadonlyArray<Option & {readonly answer: string | 'type' | 'skip'; readonly value?: string}> => [
	...choices.map(({value, label, hint}) => ({
		answer: 'choice',
		value,
		label: value === fallback ? `${label} (assumed unless you say otherwise)` : label,
		hint,
	})),
	{answer: 'type', label: 'Another value', hint: 'to be typed'},
	...(optional ? [{answer: 'skip', label: 'I do not know'}] : []),
];

/** What Enter means while nothing is typed. */
const onEmpty = ({fallback, optional}: Question<unknown>): string => {
	if (fallback !== undefined) return `Enter: ${fallback}, which is assumed unless you say otherwise`;
	return optional ? 'Enter: I do not know' : 'needed to go on';
};

const told = (paper: Paper, {evidence}: Snapshot): readonly Line[] => {
	const answers = evidence.filter(({source}) => source === 'user' || source === 'flag');
	const width = Math.max(0, ...answers.map(({step}) => step.length));
	return answers.length === 0 ? [] : [...heading(paper, 'Told so far'), ...answers.map(item => pair(paper, item.step, foundWords(item), width))];
};

const meanwhile = (paper: Paper, snapshot: Snapshot, now: Milliseconds): readonly Line[] =>
	snapshot.probes.length === 0
		? []
		: [...heading(paper, 'Meanwhile'), ...soFar(paper, snapshot), ...inOrder(snapshot.probes).flatMap(row => probeLines(paper, row, now, 1))];

const asked = (paper: Paper, question: Question<unknown>, {chosen, typing, field, snapshot}: View): Body => {
	const title = [...paragraph(paper, question.title, 'title'), ...paragraph(paper, question.hint, 'dim'), blank];
	const complaint = snapshot?.complaint ? paragraph(paper, snapshot.complaint, 'bad', span(` ${paper.theme.marks.failed} `, 'bad')) : [];
	if (question.choices?.length && !typing) {
		const {lines, focus} = choiceLines(paper, optionsOf(question), chosen);
		return {lines: [...title, ...lines, ...complaint], focus: title.length + focus};
	}

	const empty = field.text.length === 0 ? line(span(`   ${paper.theme.text(onEmpty(question))}`, 'dim')) : blank;
	return {lines: [...title, fieldLine(paper, field), ...(complaint.length > 0 ? complaint : [empty])], focus: title.length};
};

/** One question, with what was told before it, and the probes that run meanwhile. */
export const questionScreen = (paper: Paper, question: Question<unknown>, view: View & {readonly snapshot: Snapshot}, now: Milliseconds): Body => {
	const {snapshot} = view;
	const context = (paper: Paper) => [...meanwhile(paper, snapshot, now), ...told(paper, snapshot)];
	if (paper.width < wideFrom) {
		const {lines, ...focus} = asked(paper, question, view);
		return {lines: [...lines, ...context(paper)], ...focus};
	}

	let focus = 0;
	const left = (paper: Paper) => {
		const body = asked(paper, question, view);
		focus = body.focus ?? 0;
		return body.lines;
	};
	return {lines: beside(paper, left, paper => context(paper).slice(1)), focus};
};
