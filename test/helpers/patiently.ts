/** Measures again, at most twice, what does not fit: a busy machine makes a measurement late now and then, but not three times. Gives the last one. */
export const patiently = async <Value>(measure: () => Promise<Value>, fits: (value: Value) => boolean): Promise<Value> => {
	for (let left = 2; left > 0; left--) {
		const value = await measure();
		if (fits(value)) return value;
	}

	return measure();
};

/** Whether a moment is within 50 ms of the one expected, or rightly absent. */
export const near = (actual: number | undefined, expected: number | undefined, tolerance = 50): boolean =>
	expected === undefined ? actual === undefined : actual !== undefined && Math.abs(actual - expected) <= tolerance;
