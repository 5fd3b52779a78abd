import {textOf} from '../field.ts';
import {blank, type Line, line, span} from '../line.ts';
import {type Paper, paragraph} from '../paragraph.ts';
import type {Saving, View} from '../view.ts';
import type {Body} from './body.ts';
import {choiceLines} from './choices.ts';
import {fieldLine} from './field.ts';

const below = (paper: Paper, saving: Saving, name: string): readonly Line[] => {
	const {stage, complaint} = saving;
	const failed = span(` ${paper.theme.marks.failed} `, 'bad');
	if (stage === 'confirming')
		return paragraph(paper, `${name} exists. Overwrite it? y: yes, any other key: no`, 'warn', span(` ${paper.theme.marks.unseen} `, 'warn'));
	if (stage === 'agreeing' && !complaint) return [line(span('   Type yes and Enter.', 'dim'))];
	if (stage === 'writing') return [line(span('   writing', 'dim'))];
	return complaint ? paragraph(paper, complaint, 'bad', failed) : [line(span('   Enter: save here', 'dim'))];
};

const titleOf = (paper: Paper, {draft}: View, saving: Saving): readonly Line[] => {
	if (saving.stage === 'agreeing')
		return [
			...paragraph(paper, `Change ${saving.path}?`, 'title'),
			...paragraph(paper, 'The file as it is stays beside it, with the time in its name.', 'dim'),
			blank,
		];
	if (draft)
		return [...paragraph(paper, 'Where is the new file written?', 'title'), ...paragraph(paper, 'HAProxy uses it once it is reloaded with it.', 'dim'), blank];
	return [...paragraph(paper, 'Save the report', 'title'), ...paragraph(paper, 'With all evidence. Credentials are never in it.', 'dim'), blank];
};

/** In which format, and under which name, is the report saved; is the file of a set-up written? */
export const saveScreen = (paper: Paper, view: View, saving: Saving): Body => {
	const {field, formats, chosen} = view;
	const title = titleOf(paper, view, saving);
	if (saving.stage !== 'format') return {lines: [...title, fieldLine(paper, field), ...below(paper, saving, textOf(field))], focus: title.length};
	const {lines, focus} = choiceLines(
		paper,
		formats.map(({name, extension}) => ({label: `${name} (.${extension})`})),
		chosen,
	);
	return {lines: [...title, ...lines], focus: title.length + focus};
};
