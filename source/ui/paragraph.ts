import {cells, type Line, line, pad, type Span, span, wrap} from './line.ts';
import type {Theme, Tone} from './theme.ts';

/** What every screen is drawn with. */
export type Paper = {readonly theme: Theme; readonly width: number};

/** Text from anywhere as rows, with a mark before the first one and the rest indented under it. */
export const paragraph = ({theme, width}: Paper, text: string, tone: Tone = 'plain', before: Span = span(' ')): readonly Line[] => {
	const indent = cells(before.text);
	return wrap(theme.text(text), width - indent).map((row, index) => line(index === 0 ? before : ' '.repeat(indent), span(row, tone)));
};

/** A row that may be cut, but keeps its blanks: a line of a file, a command. */
export const verbatim = ({theme}: Paper, text: string, tone: Tone = 'plain', before = ' '): Line => line(before, span(theme.text(text), tone));

/** A heading with a blank row above it. */
export const heading = ({theme}: Paper, text: string): readonly Line[] => [[], line(span(` ${theme.text(text)}`, 'title'))];

/** From how many columns on there is room for two things beside each other. */
export const wideFrom = 108;

/** Two lists of rows beside each other; each is drawn for its own width. */
export const beside = ({theme, width}: Paper, left: (paper: Paper) => readonly Line[], right: (paper: Paper) => readonly Line[]): readonly Line[] => {
	const leftWidth = Math.floor((width - 3) * 0.55);
	const rightWidth = width - 3 - leftWidth;
	const [here, there] = [left({theme, width: leftWidth}), right({theme, width: rightWidth})];
	const wall = span(` ${theme.marks.wall} `, 'dim');
	return Array.from({length: Math.max(here.length, there.length)}, (_, index) => [
		...pad(here[index] ?? [], leftWidth, theme.marks.ellipsis),
		wall,
		...(there[index] ?? []),
	]);
};
