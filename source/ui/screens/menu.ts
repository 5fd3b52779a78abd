import {foundWords} from '../found.ts';
import {type Line, line, span} from '../line.ts';
import {type Paper, paragraph} from '../paragraph.ts';
import type {View} from '../view.ts';
import {choiceLines, pair} from './choices.ts';

/** Rows to scroll through, and the one that must stay in sight. */
export type Body = {readonly lines: readonly Line[]; readonly focus?: number};

const known = (paper: Paper, {given}: View): readonly Line[] => {
	const width = Math.max(0, ...given.map(({step}) => step.length));
	return given.length === 0 ? [] : [[], line(span(' Known already', 'dim')), ...given.map(item => pair(paper, item.step, foundWords(item), width))];
};

/** What is going wrong? The symptoms, in the operator's words. */
export const menu = (paper: Paper, view: View): Body => {
	const options = view.flows.map(({symptom, hint}) => ({label: symptom, hint}));
	const title = [...paragraph(paper, 'What is going wrong?', 'title'), []];
	const {lines, focus} = choiceLines(paper, options, view.chosen);
	const more = [
		[],
		...paragraph(paper, 'Nothing is opened until you have given a URL; each probe says what it opens, where, and for how long.', 'dim'),
		...paragraph(paper, 'A broken chain on this machine, to see it at work: ws-doctor demo', 'dim'),
	];
	return {lines: [...title, ...lines, ...known(paper, view), ...more], focus: title.length + focus};
};
