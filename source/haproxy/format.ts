import type {Facts} from './facts.ts';
import {fetch} from './fetch.ts';
import {sampleExpression} from './sample.ts';

const inserted = /%\[((?:"[^"]*"|'[^']*'|[^\]"'])*)\]/g;

/** What a log-format string with `%[expression]` becomes for a request (manual §8.2.6); undefined when that cannot be known here. */
export const formatted = (text: string, facts: Facts): string | undefined => {
	let known = true;
	const result = text.replace(inserted, (_match, inside: string) => {
		const expression = sampleExpression(inside);
		const sample = expression && fetch(expression, facts);
		known &&= sample !== undefined;
		return sample?.values.at(-1) ?? '';
	});
	// A variable of the log format (`%ci`) is not a matter of the request.
	return known && !text.replace(inserted, '').includes('%') && !text.includes('[redacted]') ? result : undefined;
};
