import {remember} from '../remember.ts';
import type {Configuration} from '../types.ts';

// Words that are put together from escapes or variables are not in the text as they read.
const composed = /\\x|"[^"\n]*\$/;

const plainTexts = remember(({files}: Configuration): readonly string[] | undefined =>
	files.some(({text}) => composed.test(text)) ? undefined : files.map(({text}) => (/["'\\]/.test(text) ? text.replace(/["'\\]/g, '') : text)),
);

/** Whether one of these words, or parts of words, may stand in the files: cheaper than to ask every line. */
export const mayHave = (configuration: Configuration, words: readonly string[]): boolean => {
	const texts = words.length === 0 ? undefined : plainTexts(configuration);
	return texts === undefined || words.some(word => texts.some(text => text.includes(word)));
};

/** Whether there are quotes or escapes at all, without which there is neither a variable nor an empty argument. */
export const hasQuotes = remember(({files}: Configuration): boolean => files.some(({text}) => /["'\\]/.test(text)));
