import type {ProofItem} from '../model.ts';

/** The signs of a report: colour never carries a meaning alone. */
export type Marks = {readonly [State in ProofItem['state']]: string} & {readonly bullet: string; readonly arrow: string; readonly dash: string};

export const unicodeMarks: Marks = {met: '✔', contradicted: '✘', unseen: '?', bullet: '•', arrow: '→', dash: '—'};
export const asciiMarks: Marks = {met: '+', contradicted: 'x', unseen: '?', bullet: '*', arrow: '->', dash: '-'};

const replacements: ReadonlyArray<readonly [RegExp, string]> = [
	[/→/g, '->'],
	[/[—–]/g, '-'],
	[/…/g, '...'],
	[/[✔]/g, '+'],
	[/[•·]/g, '*'],
];

/** The same text without a character beyond ASCII. */
export const toAscii = (text: string): string => replacements.reduce((result, [sign, plain]) => result.replace(sign, plain), text).replace(/[^\n\t -~]/g, '?');
