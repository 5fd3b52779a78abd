import type {ConfigurationText} from '../model.ts';
import {remember} from './remember.ts';

/** A file as its lines, without line feeds; what follows the last line feed is the last of them. Read once, shown many times. */
export const linesOf = remember(({text}: ConfigurationText['files'][number]): readonly string[] => text.split('\n'));

/** What HAProxy reads of a line: the first carriage return or NUL ends it (facts measured on 2.6). */
export const cutLine = (line: string): string => {
	const nul = line.indexOf('\0');
	if (nul >= 0) return line.slice(0, nul);
	const end = line.indexOf('\r');
	return end < 0 ? line : line.slice(0, end);
};

const cutOff = 'the last line has no line feed at its end; since 2.3 HAProxy refuses such a file as cut off';

/** What is wrong with a line as a line, or undefined. */
export const lineProblem = (line: string, last: boolean): string | undefined => {
	const nul = line.indexOf('\0');
	if (nul >= 0) return `a NUL character at position ${nul + 1}`;
	return last ? cutOff : undefined;
};
