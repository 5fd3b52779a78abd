import {asciiBars, type BarMarks, unicodeBars} from '../report/bars.ts';
import {toAscii} from '../report/marks.ts';
import {clean} from '../text.ts';

/** What a piece of text is, from which its colour follows. */
export type Tone = 'plain' | 'strong' | 'title' | 'dim' | 'good' | 'bad' | 'warn' | 'accent' | 'added' | 'removed';

/** The props of Ink's Text. */
export type Style = {readonly bold?: true; readonly dimColor?: true; readonly color?: 'green' | 'red' | 'yellow' | 'cyan'};

const unicode = {
	done: '✔',
	running: '●',
	here: '▸',
	waiting: '○',
	failed: '✘',
	unseen: '?',
	pointer: '❯',
	bullet: '•',
	first: '►',
	idle: '–',
	up: '↑',
	down: '↓',
	rule: '─',
	wall: '│',
	cursor: '▏',
	ellipsis: '…',
	then: '›',
	gauge: '━',
	gaugeLeft: '╌',
};

/** The row of rungs: one answered, one lost, one to come, the axis they stand on, and now. */
type Lights = {readonly pong: string; readonly lost: string; readonly waiting: string; readonly axis: string; readonly now: string};

const unicodeLights: Lights = {pong: '●', lost: '✘', waiting: '○', axis: '─', now: '┃'};
const asciiLights: Lights = {pong: 'o', lost: 'x', waiting: '.', axis: '-', now: '|'};

export type Marks = {readonly [Name in keyof typeof unicode]: string};

const ascii: Marks = {
	done: '+',
	running: 'o',
	here: '>',
	waiting: '.',
	failed: 'x',
	unseen: '?',
	pointer: '>',
	bullet: '*',
	first: '>',
	idle: '-',
	up: '^',
	down: 'v',
	rule: '-',
	wall: '|',
	cursor: '_',
	ellipsis: '...',
	then: '>',
	gauge: '=',
	gaugeLeft: '.',
};

// A screen reader spells signs out, or skips them: it gets words.
const words: Marks = {
	...ascii,
	done: 'yes:',
	running: 'running:',
	here: 'here:',
	waiting: 'to come:',
	failed: 'no:',
	unseen: 'not seen:',
	pointer: 'selected:',
	bullet: '',
	first: 'fires first:',
	idle: 'not in force:',
	rule: '',
	cursor: '',
	then: ',',
};

const colours: Readonly<Record<Tone, Style>> = {
	plain: {},
	strong: {bold: true},
	title: {bold: true, color: 'cyan'},
	dim: {dimColor: true},
	good: {color: 'green'},
	bad: {bold: true, color: 'red'},
	warn: {color: 'yellow'},
	accent: {color: 'cyan'},
	added: {color: 'green'},
	removed: {color: 'red'},
};

export type ThemeOptions = {
	/** False sends no SGR sequence at all, bold and dim included. */
	readonly color: boolean;
	readonly ascii: boolean;
	/** A linear account, for Ink's screen-reader mode. */
	readonly reader: boolean;
};

export type Theme = ThemeOptions & {
	readonly marks: Marks;
	readonly bars: BarMarks;
	readonly lights: Lights;
	readonly style: (tone: Tone) => Style;
	/** Makes text fit to be painted: no control characters, and only ASCII where that was asked for. */
	readonly text: (raw: string) => string;
};

const textLimit = 2000;

/** Signs and colours of the wizard. No meaning is carried by colour alone. */
export const createTheme = (options: ThemeOptions): Theme => {
	const plain = options.ascii || options.reader;
	return {
		...options,
		marks: options.reader ? words : options.ascii ? ascii : unicode,
		bars: plain ? asciiBars : unicodeBars,
		lights: plain ? asciiLights : unicodeLights,
		style: tone => (options.color ? colours[tone] : {}),
		text: raw => (plain ? toAscii : String)(clean(raw.replaceAll('\t', '    '), textLimit)),
	};
};
