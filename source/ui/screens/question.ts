import type {Milliseconds, Question, Suggestion} from '../../model.ts';
import type {Snapshot} from '../../session.ts';
import {wouldOpen} from '../../snapshot.ts';
import {textOf} from '../field.ts';
import {foundWords} from '../found.ts';
import {blank, type Line, line, span} from '../line.ts';
import {beside, heading, type Paper, paragraph, wideFrom} from '../paragraph.ts';
import {inOrder} from '../subjects.ts';
import {hasList, type View} from '../view.ts';
import type {Body} from './body.ts';
import {choiceLines, type Option, pair} from './choices.ts';
import {fieldLine} from './field.ts';
import {probeLines, soFar} from './probes.ts';

type Answer = Option & {readonly answer: 'choice' | 'type' | 'skip'; readonly value?: string};

/** What a question with choices offers: what speaks for an answer, its choices, a value of one's own, and not to know. */
export const optionsOf = ({choices = [], only, optional, fallback}: Question<unknown>, offered: readonly Suggestion[] = []): readonly Answer[] => [
	...offered.map(({value, because}): Answer => ({answer: 'choice', value, label: value, hint: because})),
	...choices.map(
		({value, label, hint}): Answer => ({answer: 'choice', value, label: value === fallback ? `${label} (assumed unless you say otherwise)` : label, hint}),
	),
	...(only ? [] : [{answer: 'type', label: 'Another value', hint: 'to be typed'} as const]),
	...(optional ? [{answer: 'skip', label: 'I do not know'} as const] : []),
];

/** What Enter means while nothing is typed. */
const onEmpty = ({fallback, optional}: Question<unknown>): string => {
	if (fallback !== undefined) return `Enter: ${fallback}, which is assumed unless you say otherwise`;
	return optional ? 'Enter: I do not know' : 'needed to go on';
};

const told = (paper: Paper, {evidence}: Snapshot): readonly Line[] => {
	// The symptom stands above everything already.
	const answers = evidence.filter(({source, step}) => step !== 'symptom' && (source === 'user' || source === 'flag'));
	const width = Math.max(0, ...answers.map(({step}) => step.length));
	return answers.length === 0 ? [] : [...heading(paper, 'Told so far'), ...answers.map(item => pair(paper, item.step, foundWords(item), width))];
};

const meanwhile = (paper: Paper, snapshot: Snapshot, now: Milliseconds): readonly Line[] =>
	snapshot.probes.length === 0
		? []
		: [...heading(paper, 'Meanwhile'), ...soFar(paper, snapshot), ...inOrder(snapshot.probes).flatMap(row => probeLines(paper, row, now, {events: 1}))];

/** What the answer would open, once leave has been given: said before it is taken. */
const opens = (paper: Paper, snapshot: Snapshot, answer: string | undefined): readonly Line[] => {
	if (answer === undefined || snapshot.probes.length === 0) return [];
	const plans = wouldOpen(snapshot, answer);
	return plans.length === 0 ? [] : [blank, ...plans.flatMap(({plan}) => paragraph(paper, plan, 'dim', span('   then: ', 'dim')))];
};

/** Why the field holds what it holds, while that is still what was offered. */
const reason = (paper: Paper, question: Question<unknown>, {field, snapshot}: View): readonly Line[] => {
	const text = textOf(field);
	const [offer] = snapshot?.offered ?? [];
	if (text === '') return [line(span(`   ${paper.theme.text(onEmpty(question))}`, 'dim'))];
	return offer && offer.value === text ? paragraph(paper, offer.because, 'good', span('   because: ', 'dim')) : [blank];
};

const completionLines = (paper: Paper, {completions = [], chosen}: View): readonly Line[] => {
	const {pointer} = paper.theme.marks;
	return completions.map(({label, because}, index) =>
		line(
			span(` ${index === chosen ? pointer : ' '.repeat(pointer.length)} `, 'accent'),
			span(paper.theme.text(label), index === chosen ? 'strong' : 'plain'),
			span(`  ${paper.theme.text(because)}`, 'dim'),
		),
	);
};

const inField = (paper: Paper, question: Question<unknown>, view: View, complaint: readonly Line[]): readonly Line[] => [
	fieldLine(paper, view.field),
	...(complaint.length > 0 ? complaint : reason(paper, question, view)),
	...completionLines(paper, view),
	...(view.snapshot ? opens(paper, view.snapshot, textOf(view.field)) : []),
];

const asked = (paper: Paper, question: Question<unknown>, view: View & {readonly snapshot: Snapshot}): Body => {
	const {chosen, snapshot} = view;
	const title = [...paragraph(paper, question.title, 'title'), ...paragraph(paper, question.hint, 'dim'), blank];
	const complaint = snapshot.complaint ? paragraph(paper, snapshot.complaint, 'bad', span(` ${paper.theme.marks.failed} `, 'bad')) : [];
	if (!hasList(view) || view.typing) return {lines: [...title, ...inField(paper, question, view, complaint)], focus: title.length};
	const options = optionsOf(question, snapshot.offered);
	const {lines, focus} = choiceLines(paper, options, chosen);
	return {lines: [...title, ...lines, ...complaint, ...opens(paper, snapshot, options[chosen]?.value)], focus: title.length + focus};
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
