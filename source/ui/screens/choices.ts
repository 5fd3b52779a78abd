import type {Line} from '../line.ts';
import {line, span} from '../line.ts';
import {type Paper, paragraph} from '../paragraph.ts';

/** One thing to choose. */
export type Option = {readonly label: string; readonly hint?: string | undefined};

const option = (paper: Paper, {label, hint}: Option, index: number, chosen: boolean): readonly Line[] => {
	const {theme} = paper;
	const pointer = chosen ? theme.marks.pointer : ' '.repeat(theme.marks.pointer.length);
	const number = index < 9 ? `${index + 1}` : ' ';
	const before = span(` ${pointer} ${number} `, 'accent');
	const labels = paragraph(paper, label, chosen ? 'strong' : 'plain', before);
	const hints = hint ? paragraph(paper, hint, 'dim', span(' '.repeat(before.text.length))) : [];
	return [...labels, ...hints];
};

/** A list to choose from, with rows above an option where `above` has some, and the row on which the chosen one begins. */
export const choiceLines = <Each extends Option>(
	paper: Paper,
	options: readonly Each[],
	chosen: number,
	above: (each: Each, before: Each | undefined) => readonly Line[] = () => [],
): {readonly lines: readonly Line[]; readonly focus: number} => {
	const blocks = options.map((each, index) => [...above(each, options[index - 1]), ...option(paper, each, index, index === chosen)]);
	return {lines: blocks.flat(), focus: blocks.slice(0, Math.max(0, chosen)).flat().length};
};

/** A row with a name and a value beside it. */
export const pair = ({theme}: Paper, name: string, value: string, nameWidth: number): Line =>
	line(span(` ${theme.text(name).padEnd(nameWidth)}  `, 'dim'), theme.text(value));
