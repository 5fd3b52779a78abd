/** What one function found out about an object, and behind it what others did. */
type Note = {readonly by: object; readonly value: unknown; readonly next: Note | undefined};

// One entry an object for all that is remembered of it: many weak entries are dear to collect.
const notes = new WeakMap<object, Note>();

/**
 * Keeps what was computed for an object as long as the object lives: sections are read many times over, once for each route.
 * Further arguments are for what always comes with the object, as its section comes with a line.
 */
export const remember =
	<Key extends object, Value, Along extends readonly unknown[] = []>(compute: (key: Key, ...along: Along) => Value) =>
	(key: Key, ...along: Along): Value => {
		for (let note = notes.get(key); note; note = note.next) if (note.by === compute) return note.value as Value;
		const value = compute(key, ...along);
		notes.set(key, {by: compute, value, next: notes.get(key)});
		return value;
	};

const mostTexts = 500;

/** Keeps what was computed for the texts asked for lately: files say the same few things thousands of times. */
export const rememberText = <Value>(compute: (text: string) => Value): ((text: string) => Value) => {
	const known = new Map<string, Value>();
	return text => {
		const found = known.get(text);
		if (found !== undefined) return found;
		const value = compute(text);
		if (known.size >= mostTexts) known.clear();
		known.set(text, value);
		return value;
	};
};

/** The value of a table, made where it is not there yet. */
export const inTable = <Key, Value>(table: Map<Key, Value>, key: Key, make: () => Value): Value => {
	const known = table.get(key);
	if (known !== undefined) return known;
	const value = make();
	table.set(key, value);
	return value;
};

/** What is computed for each of some objects, in their order. */
export const tableOf = <Key, Value>(keys: readonly Key[], compute: (key: Key) => Value): ReadonlyMap<Key, Value> => {
	const table = new Map<Key, Value>();
	keys.forEach(key => {
		table.set(key, compute(key));
	});
	return table;
};
