import type {Field} from '../field.ts';
import {cells, type Line, line, span} from '../line.ts';
import type {Paper} from '../paragraph.ts';

/** The text field: as much around the cursor as there is room for. */
export const fieldLine = ({theme, width}: Paper, {text, cursor}: Field): Line => {
	const {pointer, cursor: sign, ellipsis} = theme.marks;
	const room = Math.max(4, width - cells(pointer) - cells(sign) - 2 * ellipsis.length - 3);
	const before = theme.text(text.slice(Math.max(0, cursor - room), cursor).join(''));
	const after = theme.text(text.slice(cursor, cursor + Math.max(0, room - cells(before))).join(''));
	const [from, to] = [cursor > room, cursor + Math.max(0, room - cells(before)) < text.length];
	return line(span(` ${pointer} `, 'accent'), from ? ellipsis : '', before, span(sign, 'accent'), after, to ? ellipsis : '');
};
