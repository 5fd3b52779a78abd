import {remember} from './remember.ts';
import type {Configuration} from './types.ts';

const marks = ['"', "'", '\\'];

/** Whether there are quotes or escapes at all, without which there is neither a variable nor an empty argument. */
export const hasQuotes = remember(({files}: Configuration): boolean => files.some(({text}) => marks.some(mark => text.includes(mark))));

// Words that are put together from escapes or variables are not in the text as they read.
const composed = /\\x|"[^"\n]*\$/;

const plainTexts = remember((configuration: Configuration): readonly string[] | undefined => {
	const texts = configuration.files.map(({text}) => text);
	if (!hasQuotes(configuration)) return texts;
	return texts.some(text => composed.test(text)) ? undefined : texts.map(text => text.replace(/["'\\]/g, ''));
});

/** Whether something of the kind may stand in the files: cheaper than to ask every line. */
export const mayHave = (configuration: Configuration, words: RegExp): boolean => plainTexts(configuration)?.some(text => words.test(text)) ?? true;
