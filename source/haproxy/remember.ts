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
		if (!(slot in known)) known[slot] = compute(key);
		return known[slot] as Value;
	};
};
