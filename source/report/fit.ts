/** A part in a format's own words: what opens it, pieces that can be left out one by one, and what closes it. */
export type Written = {
	readonly head: string;
	readonly pieces: readonly string[];
	readonly tail: string;
	/** What is given up first has the highest number; 0 is never given up. */
	readonly rank: number;
};

const lengthOf = ({head, pieces, tail}: Written) => head.length + pieces.reduce((sum, piece) => sum + piece.length, 0) + tail.length;

/** As many pieces as can stay when `excess` characters have to go, the note about the others counted in. */
const kept = (pieces: readonly string[], excess: number, note: number): number => {
	let [count, gained] = [pieces.length, -note];
	while (count > 0 && gained < excess) gained += pieces[--count]?.length ?? 0;
	return count;
};

const shortened = (part: Written, excess: number, note: (left: number, of: number) => string): Written => {
	const {pieces} = part;
	if (pieces.length === 0) return part;
	const count = kept(pieces, excess, note(pieces.length, pieces.length).length);
	return {...part, pieces: [...pieces.slice(0, count), note(pieces.length - count, pieces.length)]};
};

/** Parts that together have at most `limit` characters: pieces go from the end of the part with the highest rank, and each part says how many went. */
export const fitted = (parts: readonly Written[], limit: number, note: (left: number, of: number) => string): string => {
	const order = [...new Set(parts.map(({rank}) => rank))].filter(rank => rank > 0).sort((left, right) => right - left);
	const result = [...parts];
	for (const rank of order) {
		for (const [index, part] of result.entries()) {
			const excess = result.reduce((sum, each) => sum + lengthOf(each), 0) - limit;
			if (excess > 0 && part.rank === rank) result[index] = shortened(part, excess, note);
		}
	}

	return result
		.filter(({pieces}) => pieces.length > 0)
		.map(({head, pieces, tail}) => `${head}${pieces.join('')}${tail}`)
		.join('')
		.slice(0, limit);
};
