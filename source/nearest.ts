// Levenshtein's distance, one row at a time.
const distance = (left: string, right: string): number => {
	let row = Array.from({length: right.length + 1}, (_, index) => index);
	for (const [down, letter] of [...left].entries()) {
		const next = [down + 1];
		for (const [across, other] of [...right].entries()) {
			next.push(Math.min((row[across] ?? 0) + (letter === other ? 0 : 1), (row[across + 1] ?? 0) + 1, (next[across] ?? 0) + 1));
		}

		row = next;
	}

	return row.at(-1) ?? 0;
};

/** The candidates that a mistyped word may have meant, nearest first; none when nothing is near. */
export const nearest = (word: string, candidates: readonly string[], limit = 1): readonly string[] =>
	candidates
		.map(candidate => ({candidate, away: distance(word.slice(0, 50).toLowerCase(), candidate)}))
		.filter(({candidate, away}) => away <= Math.max(1, Math.floor(candidate.length / 3)))
		.sort((left, right) => left.away - right.away)
		.slice(0, limit)
		.map(({candidate}) => candidate);

/** How a sentence about an unknown word ends: with what it may have meant, or with `expected` when nothing is near. */
export const didYouMean = (word: string, candidates: readonly string[], expected: string): string => {
	const [found] = nearest(word, candidates);
	return found ? `; did you mean ${found}?` : `: expected ${expected}.`;
};
