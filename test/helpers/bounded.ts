/** Runs at most so many at a time, in the order in which they came: waits may overlap, but a small machine has to keep its clocks. */
export const bounded = (most: number): (<Value>(work: () => Promise<Value>) => Promise<Value>) => {
	const waiting: Array<() => void> = [];
	let running = 0;
	return async work => {
		if (running >= most) await new Promise<void>(resolve => void waiting.push(resolve));
		running++;
		try {
			return await work();
		} finally {
			running--;
			waiting.shift()?.();
		}
	};
};
