/** A line as HAProxy sees it, and what is wrong with it as a line. */
export type RawLine = {readonly text: string; readonly number: number; readonly problem?: string};

const lineAt = (text: string, number: number, last: boolean): RawLine => {
	const nul = text.indexOf('\0');
	const end = text.indexOf('\r');
	const cut = nul >= 0 ? text.slice(0, nul) : end >= 0 ? text.slice(0, end) : text;
	if (nul >= 0) return {text: cut, number, problem: `a NUL character at position ${nul + 1}`};
	return last
		? {text: cut, number, problem: 'the last line has no line feed at its end; since 2.3 HAProxy refuses such a file as cut off'}
		: {text: cut, number};
};

/** Splits a file at line feeds; the first carriage return or NUL ends a line (facts measured on 2.6). Lines count from 1. */
export function* linesOf(text: string): Generator<RawLine> {
	let start = 0;
	for (let number = 1; start < text.length; number += 1) {
		const feed = text.indexOf('\n', start);
		yield lineAt(text.slice(start, feed < 0 ? text.length : feed), number, feed < 0);
		start = feed < 0 ? text.length : feed + 1;
	}
}
