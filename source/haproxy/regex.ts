// PCRE that JavaScript reads otherwise or not at all: POSIX classes, inline options, atomic groups, possessive quantifiers, \A \z \h \Q …
const foreign = /\[\[?[:.=]|\(\?(?![:=!])|[*+?}]\+|\\[1-9aACeEGghHkKLNopPQRuUvVxXzZc]|\(\*/;
const quantified = /[*+}]/g;
const repeatedGroup = /[*+}][^()]*\)+[*+{]/;
const budget = 10_000_000;

/**
 * Compiles a regular expression of the files (PCRE, or POSIX where HAProxy was built so) if JavaScript is sure to read it alike
 * and cannot be made to run for long on `length` characters; undefined: not decided here.
 */
export const safeRegex = (pattern: string, insensitive: boolean, length: number): RegExp | undefined => {
	if (pattern.length > 500 || foreign.test(pattern) || repeatedGroup.test(pattern)) return undefined;
	const loops = pattern.match(quantified)?.length ?? 0;
	if ((length + 1) ** (loops + 1) > budget && loops > 1) return undefined;
	try {
		return new RegExp(pattern, insensitive ? 'i' : '');
	} catch {
		return undefined;
	}
};
