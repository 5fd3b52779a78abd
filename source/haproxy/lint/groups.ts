/** What belongs together; never empty. */
export type Group<Value> = readonly [Value, ...Value[]];

/** What belongs together, in the order in which it first appears. */
export const groupedBy = <Key, Value>(values: Iterable<Value>, keyOf: (value: Value) => Key): ReadonlyMap<Key, Group<Value>> => {
	const groups = new Map<Key, [Value, ...Value[]]>();
	for (const value of values) {
		const group = groups.get(keyOf(value));
		if (group) group.push(value);
		else groups.set(keyOf(value), [value]);
	}
	return groups;
};
