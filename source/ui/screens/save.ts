import {textOf} from '../field.ts';
import {blank, type Line, line, span} from '../line.ts';
import {type Paper, paragraph} from '../paragraph.ts';
import type {Saving, View} from '../view.ts';
import type {Body} from './body.ts';
import {choiceLines} from './choices.ts';
import {fieldLine} from './field.ts';

const below = (paper: Paper, {stage, complaint}: Saving, name: string): readonly Line[] => {
	const failed = span(` ${paper.theme.marks.failed} `, 'bad');
	if (stage === 'confirming')
		return paragraph(paper, `${name} exists. Overwrite it? y: yes, any other key: no`, 'warn', span(` ${paper.theme.marks.unseen} `, 'warn'));
	if (stage === 'writing') return [line(span('   writing', 'dim'))];
	return complaint ? paragraph(paper, complaint, 'bad', failed) : [line(span('   Enter: save here', 'dim'))];
};

/** In which format, and under which name, is the report saved? */
export const saveScreen = (paper: Paper, {field, formats, chosen}: View, saving: Saving): Body => {
	const title = [...paragraph(paper, 'Save the report', 'title'), ...paragraph(paper, 'With all evidence. Credentials are never in it.', 'dim'), blank];
	if (saving.stage !== 'format') return {lines: [...title, fieldLine(paper, field), ...below(paper, saving, textOf(field))], focus: title.length};
	const {lines, focus} = choiceLines(
		paper,
		formats.map(({name, extension}) => ({label: `${name} (.${extension})`})),
		chosen,
	);
	return {lines: [...title, ...lines], focus: title.length + focus};
};
