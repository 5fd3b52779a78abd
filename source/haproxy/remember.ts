/** Keeps what was computed for an object as long as the object lives: sections are read many times over, once for each route. */
export const remember = <Key extends object, Value>(compute: (key: Key) => Value): ((key: Key) => Value) => {
	const known = new WeakMap<Key, {value: Value}>();
	return key => {
		const hit = known.get(key);
		if (hit) return hit.value;
		const value = compute(key);
		known.set(key, {value});
		return value;
	};
};
