import {table} from './table.ts';

/** What stands between the parentheses of `name(a,'b c')`, and where it ends (the index behind the `)`). */
export type Arguments = {readonly values: readonly string[]; readonly end: number};

const escapes = table({' ': ' ', '\\': '\\', "'": "'", '"': '"', n: '\n', r: '\r', t: '\t', ',': ',', ')': ')', '(': '('});

/** Reads the arguments that start behind an opening parenthesis: they get a second pass of quotes and escapes (manual §2.2). */
export const argumentsAt = (text: string, start: number): Arguments | undefined => {
	const values: string[] = [];
	let value = '';
	let quote = '';
	for (let at = start; at < text.length; at += 1) {
		const character = text.charAt(at);
		const escaped = quote !== "'" && character === '\\' ? escapes(text.charAt(at + 1)) : undefined;
		if (escaped !== undefined) {
			at += 1;
			value += escaped;
		} else if (character === quote) quote = '';
		else if (quote !== '') value += character;
		else if (character === '"' || character === "'") quote = character;
		else if (character === ',') {
			values.push(value);
			value = '';
		} else if (character === ')') return {values: [...values, value], end: at + 1};
		else value += character;
	}
	return undefined;
};
