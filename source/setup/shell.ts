/** A word for a POSIX shell. */
export const shellWord = (word: string): string => (/^[\w.:@%+=/,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
