import type {Key} from './keys.ts';

/** Text that is being typed. The cursor stands before the character of its number. */
export type Field = {readonly text: readonly string[]; readonly cursor: number};

const limit = 2000;
const limitOfLines = 200_000;

export const fieldOf = (text: string): Field => ({text: [...text], cursor: [...text].length});

export const textOf = ({text}: Field): string => text.join('');

const insert = ({text, cursor}: Field, added: readonly string[], most: number): Field => {
	const room = added.slice(0, most - text.length);
	return {text: [...text.slice(0, cursor), ...room, ...text.slice(cursor)], cursor: cursor + room.length};
};

const removeBefore = ({text, cursor}: Field, from: number): Field => ({text: [...text.slice(0, from), ...text.slice(cursor)], cursor: from});

/** Where the word before the cursor begins; parts of a URL or path are words. */
const wordStart = ({text, cursor}: Field): number => {
	const before = text.slice(0, cursor).join('');
	return [...before.replace(/[^\s/:.,]*[\s/:.,]*$/, '')].length;
};

/** A field of many lines after a key: it takes line feeds, too. */
export const editLines = (field: Field, key: Key): Field | undefined => {
	if (key.type !== 'key') return insert(field, [...key.text], limitOfLines);
	return key.name === 'enter' ? insert(field, ['\n'], limitOfLines) : edit(field, key);
};

/** The field after a key; undefined when the key means nothing to it. */
export const edit = (field: Field, key: Key): Field | undefined => {
	if (key.type !== 'key') return insert(field, [...key.text.replaceAll('\n', '')], limit);
	const {text, cursor} = field;
	switch (key.name) {
		case 'left':
			return {text, cursor: Math.max(0, cursor - 1)};
		case 'right':
			return {text, cursor: Math.min(text.length, cursor + 1)};
		case 'home':
		case 'ctrl-a':
			return {text, cursor: 0};
		case 'end':
		case 'ctrl-e':
			return {text, cursor: text.length};
		case 'backspace':
			return removeBefore(field, Math.max(0, cursor - 1));
		case 'ctrl-u':
			return removeBefore(field, 0);
		case 'ctrl-w':
			return removeBefore(field, wordStart(field));
		default:
			return undefined;
	}
};
