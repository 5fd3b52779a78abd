const pieces = (word: string, width: number): readonly string[] => {
	const letters = [...word];
	return Array.from({length: Math.ceil(letters.length / width)}, (_, index) => letters.slice(index * width, (index + 1) * width).join(''));
};

/** Breaks text at blanks so that no line is longer than `width` characters, and a longer word where it must. */
export const wrap = (text: string, width: number): readonly string[] => {
	const lines: string[] = [];
	for (const word of text.split(/\s+/).flatMap(word => pieces(word, Math.max(1, width)))) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}

	return lines;
};

/** A paragraph with a mark before its first line, and the rest indented under it. */
export const hanging = (mark: string, text: string, width: number): readonly string[] =>
	wrap(text, width - mark.length).map((line, index) => `${index === 0 ? mark : ' '.repeat(mark.length)}${line}`);
