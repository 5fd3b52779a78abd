/** Checks for JSON from outside. Each returns the value with its type, or throws one sentence that says what was expected. */

type Fields = Readonly<Record<string, unknown>>;

export const object = (json: unknown, expected: string): Fields => {
	if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error(`expected ${expected}`);
	return json as Fields;
};

export const list = (json: unknown, expected: string): readonly unknown[] => {
	if (!Array.isArray(json) || json.length > 10_000) throw new Error(`expected ${expected}`);
	return json;
};

export const text = (json: unknown, expected: string): string => {
	if (typeof json !== 'string') throw new Error(`expected ${expected}`);
	return json;
};

/** A finite number that is not negative: a duration in milliseconds, a status, a count. */
export const amount = (json: unknown, expected: string): number => {
	if (typeof json !== 'number' || !Number.isFinite(json) || json < 0) throw new Error(`expected ${expected}`);
	return json;
};

export const oneOf = <Value extends string>(json: unknown, values: readonly Value[], name: string): Value => {
	if (!values.includes(json as Value)) throw new Error(`expected ${name} to be one of ${values.join(', ')}`);
	return json as Value;
};

/** Applies a check to a member that may be absent. */
export const optional = <Value>(json: unknown, check: (json: unknown) => Value): Value | undefined =>
	json === undefined || json === null ? undefined : check(json);
