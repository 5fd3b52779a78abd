import {blank, type Line, line, span} from '../line.ts';
import {type Paper, paragraph} from '../paragraph.ts';
import {commandOf, subjects} from '../subjects.ts';
import type {Panel, View} from '../view.ts';
import type {Body} from './body.ts';

/** A command in rows of the screen's width, cut between characters only: it is typed or copied as one. */
const commandLines = ({theme, width}: Paper, command: string): readonly Line[] => {
	const characters = [...theme.text(command)];
	const room = Math.max(8, width - 5);
	const rows = Array.from({length: Math.ceil(characters.length / room)}, (_, index) => characters.slice(index * room, (index + 1) * room).join(''));
	return rows.map((row, index) => line(span(index === 0 ? ' $ ' : '   ', 'dim'), span(row, 'accent')));
};

const titleOf = (view: View, step: string) => subjects(view).find(({id}) => id === step)?.title ?? step;

/** What a person could type for the same. */
export const commandScreen = (paper: Paper, view: View, step: string): Body => {
	const command = commandOf(view, step);
	const lines = command === undefined ? paragraph(paper, 'There is no single command for this.', 'dim') : commandLines(paper, command);
	const note = view.note ? [blank, ...paragraph(paper, view.note, 'good')] : [];
	return {lines: [...paragraph(paper, `${titleOf(view, step)}, by hand`, 'title'), blank, ...lines, ...note]};
};

/** How many rows of what was pasted are shown: its end tells most. */
const shown = 8;

const pastedLines = ({theme}: Paper, {pasted}: View): readonly Line[] => {
	const rows = pasted.text.join('').split('\n');
	const hidden = rows.length - shown;
	const last = rows.slice(-shown);
	return [
		...(hidden > 0 ? [line(span(`   ${hidden} rows above`, 'dim'))] : []),
		...last.map((row, index) =>
			line(span(` ${theme.marks.pointer} `, 'accent'), theme.text(row), span(index === last.length - 1 ? theme.marks.cursor : '', 'accent')),
		),
	];
};

const asks = (step: string): string =>
	step === 'config'
		? 'Paste the text of haproxy.cfg.'
		: "Run it where you can, and paste what it printed. A line of HAProxy's log serves as well; so do show info and show sess of its stats socket.";

/** "I cannot run this here": the command to run elsewhere, and a place for what it printed. */
export const pasteScreen = (paper: Paper, view: View, {step, complaint}: Extract<Panel, {kind: 'paste'}>): Body => {
	const command = step === 'config' ? undefined : commandOf(view, step);
	const above = [
		...paragraph(paper, `${titleOf(view, step)}, found elsewhere`, 'title'),
		...(command === undefined ? [] : commandLines(paper, command)),
		blank,
		...paragraph(paper, asks(step), 'title'),
		...paragraph(paper, 'It ends with an empty line and Enter, or Ctrl-D. It counts as said by you; secrets are taken out of it.', 'dim'),
	];
	const failed = complaint ? paragraph(paper, complaint, 'bad', span(` ${paper.theme.marks.failed} `, 'bad')) : [];
	const lines = [...above, ...failed, ...pastedLines(paper, view)];
	return {lines, focus: lines.length - 1};
};
