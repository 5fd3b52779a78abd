/** Breaks text at blanks so that no line is longer than `width` characters; a longer word stands alone. */
export const wrap = (text: string, width: number): readonly string[] => {
	const lines: string[] = [];
	for (const word of text.split(/\s+/).filter(Boolean)) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}

	return lines;
};

/** A paragraph with a mark before its first line, and the rest indented under it. */
export const hanging = (mark: string, text: string, width: number): readonly string[] =>
	wrap(text, width - mark.length).map((line, index) => `${index === 0 ? mark : ' '.repeat(mark.length)}${line}`);
