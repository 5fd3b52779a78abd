/** The first of `name`, `name_2`, `name_3` … that is not taken. */
export const unusedName = (name: string, taken: ReadonlySet<string>): string => {
	let [candidate, count] = [name, 1];
	while (taken.has(candidate)) candidate = `${name}_${++count}`;
	return candidate;
};

/** Letters and digits of a path, for a name: `/ws/chat` is `ws_chat`. */
export const lettersOf = (path: string): string =>
	path
		.toLowerCase()
		.replace(/[^a-z\d]+/g, '_')
		.replace(/^_|_$/g, '')
		.slice(0, 40);

const nameFor = ([path = '']: readonly string[]): string => {
	const letters = lettersOf(path);
	if (letters === '') return 'websocket';
	return /^ws(_|$)/.test(letters) ? letters : `ws_${letters}`;
};

/** A name for each pool, after its first path. */
export const namePools = (pools: ReadonlyArray<{readonly paths: readonly string[]}>, taken: ReadonlySet<string>): readonly string[] => {
	const used = new Set(taken);
	return pools.map(({paths}) => {
		const name = unusedName(nameFor(paths), used);
		used.add(name);
		return name;
	});
};
