/** A table that is read with words from outside: unlike an object it knows nothing of `constructor` or `__proto__`. */
export const table = <Value>(rows: Readonly<Record<string, Value>>): ((key: string) => Value | undefined) => {
	const map = new Map(Object.entries(rows));
	return key => map.get(key);
};
