import {list, oneOf, text} from '../../source/shape.ts';
import {clean} from '../../source/text.ts';
import {UsageError} from '../../source/usage-error.ts';

/** How an answer is read, as it is typed and as JSON. Both throw one sentence that says what was expected. */
type Reading<Value> = {readonly parse: (typed: string) => Value; readonly read: (json: unknown) => Value};

// HAProxy reads 64 words of a line at most.
const most = 50;
const lines = (typed: string) => (/^(?:none)?$/i.test(typed.trim()) ? [] : typed.split(','));

/** Values with commas between them, or a list in JSON; `none` is an empty one. */
export const listed = <Value>(id: string, item: (text: string) => Value, least = 0): Reading<readonly Value[]> => {
	const read = (json: unknown) => {
		const values = list(json, `${id} to be a list`);
		if (values.length < least || values.length > most) throw new UsageError(`${id} has ${values.length} entries: expected ${least} to ${most}.`);
		return [...new Set(values.map(value => item(text(value, `each of ${id} to be text`))))];
	};
	return {read, parse: typed => read(lines(typed))};
};

/** One text. */
export const one = <Value>(id: string, item: (text: string) => Value): Reading<Value> => ({parse: item, read: json => item(text(json, `${id} to be text`))});

/** yes or no; true or false in JSON. */
export const yesOrNo = (id: string): Reading<boolean> => ({
	parse: typed => oneOf(typed.trim().toLowerCase(), ['yes', 'no'], id) === 'yes',
	read: json => {
		if (typeof json !== 'boolean') throw new UsageError(`expected ${id} to be true or false`);
		return json;
	},
});

/** One of some words. */
export const oneOfThese = <const Word extends string>(id: string, words: readonly Word[]): Reading<Word> => ({
	parse: typed => oneOf(typed.trim().toLowerCase(), words, id),
	read: json => oneOf(json, words, id),
});

/** A whole number within limits. */
export const counted = (id: string, least: number, limit: number): Reading<number> => {
	const read = (json: unknown) => {
		if (typeof json !== 'number' || !Number.isInteger(json) || json < least || json > limit) {
			throw new UsageError(`${clean(String(json), 40)} is not understood: expected ${id} to be a whole number from ${least} to ${limit}.`);
		}

		return json;
	};
	return {read, parse: typed => read(/^\d{1,9}$/.test(typed.trim()) ? Number(typed) : Number.NaN)};
};

export const yesNo = [
	{value: 'yes', label: 'yes'},
	{value: 'no', label: 'no'},
] as const;
