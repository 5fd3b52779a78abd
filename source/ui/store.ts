import type {View} from './view.ts';

/** Holds the view, and tells who listens when it has changed. */
export const createStore = (initial: View) => {
	const listeners = new Set<() => void>();
	let view = initial;
	return {
		getView: () => view,
		update(change: Partial<View>) {
			view = {...view, ...change};
			for (const listener of listeners) listener();
		},
		subscribe(listener: () => void) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
};

export type Store = ReturnType<typeof createStore>;

/** Calls back once for whatever happens within a turn of the event loop: what lies between two questions is not shown. */
export const calmly = (callback: () => void) => {
	let waiting = false;
	return () => {
		if (waiting) return;
		waiting = true;
		setImmediate(() => {
			waiting = false;
			callback();
		});
	};
};
