import type {Draft, Plan} from '../draft.ts';
import {blank, type Line, line, span} from '../line.ts';
import {beside, type Paper, paragraph, verbatim} from '../paragraph.ts';
import type {View} from '../view.ts';
import type {Body} from './body.ts';
import {diffLines} from './fix.ts';

// The longest lines of a file that we write must not be cut.
const besideFrom = 190;

const wordLines = (paper: Paper, {words}: Plan): readonly Line[] =>
	words(paper.width - 1)
		.trim()
		.split('\n')
		.map(row => (row === '' ? blank : row.startsWith(' ') ? verbatim(paper, row.slice(1)) : line(span(` ${paper.theme.text(row)}`, 'title'))));

const fileLines = (paper: Paper, {kind, path, text}: Plan): readonly Line[] => [
	...paragraph(paper, kind === 'new' ? 'The file' : `The change of ${path}`, 'title'),
	...(kind === 'new'
		? text
				.trimEnd()
				.split('\n')
				.map(row => verbatim(paper, row, /^\s*#/.test(row) ? 'dim' : 'plain'))
		: diffLines(paper, text, ' ')),
];

const state = (paper: Paper, {note, written}: View, {good}: Plan): readonly Line[] => {
	const {done, failed} = paper.theme.marks;
	if (note !== undefined) return paragraph(paper, note, 'good', span(` ${done} `, 'good'));
	if (!good) return paragraph(paper, 'A check objects: nothing is written. Esc leads back to the answers.', 'bad', span(` ${failed} `, 'bad'));
	return written ? [] : paragraph(paper, 'No check objects. Nothing is written yet. w: write it', 'accent');
};

/** What the set-up will write, with what speaks for it; nothing is written from here without being asked for. */
export const draftScreen = (paper: Paper, view: View, draft: Draft | undefined): Body => {
	if (!draft) return {lines: paragraph(paper, 'One moment: the file is being checked.', 'dim')};
	if ('complaint' in draft)
		return {
			lines: [
				...paragraph(paper, 'The answers give no file', 'title'),
				blank,
				...paragraph(paper, draft.complaint, 'bad', span(` ${paper.theme.marks.failed} `, 'bad')),
				blank,
				...paragraph(paper, 'Esc leads back to the answers.', 'dim'),
			],
		};
	const words = (paper: Paper) => wordLines(paper, draft);
	const file = (paper: Paper) => fileLines(paper, draft);
	const top = [...paragraph(paper, 'What will be written', 'title'), ...state(paper, view, draft), blank];
	if (paper.width < besideFrom) return {lines: [...top, ...file(paper), blank, ...words(paper)]};
	return {lines: [...top, ...beside(paper, file, words)]};
};
