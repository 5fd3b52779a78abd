import type {Facts} from './facts.ts';
import {fetch} from './fetch.ts';
import {sampleExpression} from './sample.ts';

const inserted = /%\[((?:"[^"]*"|'[^']*'|[^\]"'])*)\]/g;

// HAProxy's buffers have 16 KiB: a header that is put together from itself a few times is an error there.
const longest = 16_384;

/** What a log-format string with `%[expression]` becomes for a request (manual §8.2.6); undefined when that cannot be known here. */
export const formatted = (text: string, facts: Facts): string | undefined => {
	if (!text.includes('%')) return text.includes('[redacted]') ? undefined : text;
	let known = true;
	const result = text.replace(inserted, (_match, inside: string) => {
		const expression = sampleExpression(inside);
		const sample = expression && fetch(expression, facts);
		known &&= sample !== undefined;
		return sample?.values.at(-1) ?? '';
	});
	// A variable of the log format (`%ci`) is not a matter of the request.
	const whole = known && result.length <= longest && !text.replace(inserted, '').includes('%');
	return whole && !text.includes('[redacted]') ? result : undefined;
};
