import type {Tone} from './theme.ts';

/** A piece of text of one tone, without line ends. */
export type Span = {readonly text: string; readonly tone: Tone};

/** One row of the screen. Screens are lists of these, so that their height is known before anything is painted. */
export type Line = readonly Span[];

export const span = (text: string, tone: Tone = 'plain'): Span => ({text, tone});

/** A row from text and spans. */
export const line = (...parts: ReadonlyArray<string | Span>): Line => parts.map(part => (typeof part === 'string' ? span(part) : part));

export const blank: Line = [];

const narrow = /^[\u0020-\u007E\u00A1-\u02FF\u2010-\u2027\u2190-\u21FF\u2500-\u25FC\u2713-\u2718\u276F\u2800-\u28FF]*$/;
const wide =
	/[\u1100-\u115F\u2329\u232A\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\p{Regional_Indicator}/u;

const cell = (character: string): number => (/^\p{M}$/u.test(character) ? 0 : wide.test(character) ? 2 : 1);

/** Columns that text takes in a terminal. */
export const cells = (text: string): number => (narrow.test(text) ? text.length : [...text].reduce((sum, character) => sum + cell(character), 0));

export const lineCells = (row: Line): number => row.reduce((sum, {text}) => sum + cells(text), 0);

/** The longest beginning of text that fits into `width` columns. */
export const take = (text: string, width: number): string => {
	if (narrow.test(text)) return text.slice(0, Math.max(0, width));
	let used = 0;
	let end = 0;
	for (const character of text) {
		used += cell(character);
		if (used > width) break;
		end += character.length;
	}

	return text.slice(0, end);
};

/** Text in at most `width` columns: what is cut off is shown to be. */
export const shorten = (text: string, width: number, ellipsis: string): string =>
	cells(text) <= width ? text : width <= ellipsis.length ? take(text, width) : `${take(text, width - ellipsis.length)}${ellipsis}`;

/** The same, cut in the middle: of a name and a path the end tells most. */
export const shortenMiddle = (text: string, width: number, ellipsis: string): string => {
	if (cells(text) <= width) return text;
	const left = Math.floor((width - ellipsis.length) / 2);
	const right = width - ellipsis.length - left;
	if (left < 1) return take(text, width);
	const reversed = take([...text].reverse().join(''), right);
	return `${take(text, left)}${ellipsis}${[...reversed].reverse().join('')}`;
};

/** A row in at most `width` columns. */
export const shortenLine = (row: Line, width: number, ellipsis: string): Line => {
	if (lineCells(row) <= width) return row;
	const kept: Span[] = [];
	let left = width - ellipsis.length;
	for (const {text, tone} of row) {
		const part = take(text, left);
		kept.push({text: part, tone});
		left -= cells(part);
		if (part !== text) break;
	}

	return left < 0 ? kept : [...kept, span(take(ellipsis, width), kept.at(-1)?.tone)];
};

/** A row of exactly `width` columns. */
export const pad = (row: Line, width: number, ellipsis: string): Line => {
	const fitted = shortenLine(row, width, ellipsis);
	return [...fitted, span(' '.repeat(Math.max(0, width - lineCells(fitted))))];
};

const broken = (word: string, width: number): readonly string[] => {
	const parts: string[] = [];
	let rest = word;
	while (cells(rest) > width) {
		const part = take(rest, width) || rest.slice(0, 1);
		parts.push(part);
		rest = rest.slice(part.length);
	}

	return [...parts, rest];
};

/** Breaks text at blanks, and words that are longer than a row anywhere. */
export const wrap = (text: string, width: number): readonly string[] => {
	const room = Math.max(4, width);
	const rows: string[] = [];
	for (const word of text
		.split(/\s+/)
		.filter(Boolean)
		.flatMap(word => broken(word, room))) {
		const last = rows.at(-1);
		if (last !== undefined && cells(last) + 1 + cells(word) <= room) rows[rows.length - 1] = `${last} ${word}`;
		else rows.push(word);
	}

	return rows;
};
