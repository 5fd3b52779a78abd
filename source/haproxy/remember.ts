// One entry an object for all that is remembered of it: many weak entries are dear to collect.
const remembered = new WeakMap<object, unknown[]>();
let slots = 0;

/** Keeps what was computed for an object as long as the object lives: sections are read many times over, once for each route. */
export const remember = <Key extends object, Value>(compute: (key: Key) => Value): ((key: Key) => Value) => {
	const slot = slots;
	slots += 1;
	return key => {
		const known = remembered.get(key) ?? [];
		if (known.length === 0) remembered.set(key, known);
		const found = known[slot];
		if (found !== undefined || slot in known) return found as Value;
		const value = compute(key);
		known[slot] = value;
		return value;
	};
};

const mostTexts = 500;

/** Keeps what was computed for the texts asked for lately: files say the same few things thousands of times. */
export const rememberText = <Value>(compute: (text: string) => Value): ((text: string) => Value) => {
	const known = new Map<string, Value>();
	return text => {
		const found = known.get(text);
		if (found !== undefined || known.has(text)) return found as Value;
		const value = compute(text);
		if (known.size >= mostTexts) known.clear();
		known.set(text, value);
		return value;
	};
};
