import {textOf} from '../field.ts';
import {blank, type Line, line, span} from '../line.ts';
import {type Paper, paragraph} from '../paragraph.ts';
import type {Saving, View} from '../view.ts';
import {fieldLine} from './field.ts';
import type {Body} from './menu.ts';

const below = (paper: Paper, {stage, complaint}: Saving, name: string): readonly Line[] => {
	const failed = span(` ${paper.theme.marks.failed} `, 'bad');
	if (stage === 'confirming')
		return paragraph(paper, `${name} exists. Overwrite it? y: yes, any other key: no`, 'warn', span(` ${paper.theme.marks.unseen} `, 'warn'));
	if (stage === 'writing') return [line(span('   writing', 'dim'))];
	return complaint ? paragraph(paper, complaint, 'bad', failed) : [line(span('   Enter: save here', 'dim'))];
};

/** Under which name is the report saved? */
export const saveScreen = (paper: Paper, view: View, saving: Saving): Body => {
	const title = [
		...paragraph(paper, 'Save the report', 'title'),
		...paragraph(paper, 'As Markdown, with all evidence. Credentials are never in it.', 'dim'),
		blank,
	];
	return {lines: [...title, fieldLine(paper, view.field), ...below(paper, saving, textOf(view.field))], focus: title.length};
};
