const plain = /^[\w.:/@*%,+=~!()[\]<>?|&;^-]+$/;
const special = /[ \\#'"]/g;

/** One word of a HAProxy line (manual §2.2): quoted where it has to be, so that no text becomes a second word, a comment or a line. Throws on control characters, which no answer has. */
export const word = (text: string): string => {
	if (text === '' || /\p{Cc}/u.test(text)) throw new Error('a word of the configuration is empty or has control characters');
	if (plain.test(text)) return text;
	return text.includes("'") ? text.replace(special, '\\$&') : `'${text}'`;
};

/** The words of one line. */
export const words = (...texts: readonly string[]): string => texts.map(word).join(' ');
