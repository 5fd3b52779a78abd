export type Kind = 'host' | 'ip' | 'path' | 'name';

/** What is to be replaced, in the order it was met; the first kind of a word stays its kind. */
export type Found = Map<string, Kind>;

/** What each original becomes. */
export type Aliases = ReadonlyMap<string, string>;

/** How the name of a file ends, as the source of a regular expression. */
export const fileEnding = String.raw`\.(?:cfg|conf|pem|crt|key|lua|map|lst|txt|http|json|xml|html?|php|jsp?|css|sock|cgi|aspx?|log|gz|zst)(?![\w.])`;

const extension = new RegExp(`${fileEnding}$`, 'i');

/** Whether a word with a dot in it is a file's name rather than a host's. */
export const isFileName = (word: string): boolean => extension.test(word);

/** The longest other word that this one goes on from: a rule that asks for `/ws` also matches `/wsx`, and still has to. */
const stem = (word: string, found: Found): string | undefined =>
	[...found.keys()].filter(other => found.get(other) === 'path' && other !== word && word.startsWith(other)).sort((one, other) => other.length - one.length)[0];

/** The longest known domain that a host is in: a rule that asks for `.example.net` still has to match. */
const domain = (host: string, found: Found): string | undefined =>
	[...found.keys()].filter(other => found.get(other) === 'host' && host.endsWith(`.${other}`)).sort((one, other) => other.length - one.length)[0];

const kinds: readonly Kind[] = ['host', 'ip', 'path', 'name'];

/** `path-07` for every word, in the order it was met; with leading zeros where there are many, so that no alias begins like another. */
const numbered = (found: Found): Map<string, string> => {
	const aliases = new Map<string, string>();
	for (const kind of kinds) {
		const words = [...found].filter(([, other]) => other === kind).map(([word]) => word);
		const digits = String(words.length).length;
		for (const [index, word] of words.entries()) aliases.set(word, `${kind}-${String(index + 1).padStart(digits, '0')}`);
	}

	return aliases;
};

const numberOf = (alias: string) => alias.slice(alias.indexOf('-') + 1);

/** The alias of every word; one that goes on from another, or a host in a domain, is named after it, and a file keeps its ending. */
export const aliasesOf = (found: Found): Aliases => {
	const own = numbered(found);
	const aliases = new Map<string, string>();
	for (const [word, kind] of [...found].sort(([one], [other]) => one.length - other.length)) {
		const alias = own.get(word) ?? word;
		const base = kind === 'path' ? stem(word, found) : kind === 'host' ? domain(word, found) : undefined;
		const under = base === undefined ? undefined : aliases.get(base);
		const ending = kind === 'path' ? (extension.exec(word)?.[0] ?? '') : '';
		if (under === undefined) aliases.set(word, `${alias}${ending}`);
		else aliases.set(word, kind === 'host' ? `${alias}.${under}` : `${under}.${numberOf(alias)}${ending}`);
	}

	return aliases;
};
