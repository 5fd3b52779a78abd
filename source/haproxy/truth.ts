import type {Truth} from './types.ts';

/** Three-valued logic (Kleene): unknown gives way only to what decides. */
export const not = (truth: Truth): Truth => (truth === 'unknown' ? 'unknown' : truth === 'yes' ? 'no' : 'yes');

export const and = (left: Truth, right: Truth): Truth => (left === 'no' || right === 'no' ? 'no' : left === 'yes' && right === 'yes' ? 'yes' : 'unknown');

export const or = (left: Truth, right: Truth): Truth => not(and(not(left), not(right)));

export const truthOf = (value: boolean): Truth => (value ? 'yes' : 'no');

/** `any` of what each of the values gives; the rest is not asked once one is yes. */
export const anyOf = <Value>(values: readonly Value[], truthFor: (value: Value) => Truth): Truth => {
	let result: Truth = 'no';
	for (let at = 0; at < values.length; at += 1) {
		const truth = truthFor(values[at] as Value);
		if (truth === 'yes') return 'yes';
		if (truth === 'unknown') result = 'unknown';
	}
	return result;
};

/** Yes when one of them is, no when all are. */
export const any = (truths: Iterable<Truth>): Truth => {
	let result: Truth = 'no';
	for (const truth of truths) {
		if (truth === 'yes') return 'yes';
		if (truth === 'unknown') result = 'unknown';
	}
	return result;
};
