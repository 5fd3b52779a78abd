import type {Milliseconds} from './model.ts';
import {clean} from './text.ts';
import {UsageError} from './usage-error.ts';

const units = {d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1};
const descending = Object.entries(units);
// Only a number that stands alone may lack its unit: `1m 30` could mean anything.
const whole = /^(?:\d+(?:\.\d+)?|(?:\d+(?:\.\d+)?(?:ms|[smhd]) ?)+)$/;
const part = /(\d+(?:\.\d+)?)(ms|[smhd])?/g;

/** The longest wait that a timer of Node or of HAProxy can hold: 24 days 20 hours. */
export const longest: Milliseconds = 2 ** 31 - 1;

const total = (parts: readonly RegExpMatchArray[]) =>
	Math.round(parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * units[(unit ?? 's') as keyof typeof units], 0));

/** Milliseconds of `500ms`, `30s`, `5m`, `1h`, `1d`, `1h 30m`; a bare number is seconds. Throws a sentence that says what was expected. */
export const parseDuration = (text: string): Milliseconds => {
	const trimmed = text.trim();
	const parts = trimmed.length <= 40 && whole.test(trimmed) ? [...trimmed.matchAll(part)] : [];
	if (parts.length === 0) {
		throw new UsageError(`"${clean(text, 40)}" is not a duration: expected 500ms, 30s, 5m, 1h or 1d, or a bare number of seconds.`);
	}

	const ms = total(parts);
	if (ms > longest) {
		throw new UsageError(`"${clean(text, 40)}" is too long: expected at most ${formatDuration(longest)}, which is as long as a timer can be.`);
	}

	return ms;
};

const inSeconds = (ms: number) => (ms === 0 || ms >= 1000 ? `${ms / 1000}s` : `${ms}ms`);

/** A duration for people: exact below a minute (`350ms`, `2.5s`), from there on cut off after two units (`1h 30m`, `24d 20h`). */
export const formatDuration = (ms: Milliseconds): string => {
	const exact = Math.round(ms);
	if (exact < units.m) {
		return inSeconds(exact);
	}

	const index = descending.findIndex(([, size]) => exact >= size);
	const [unit, size] = descending[index] ?? ['ms', 1];
	const [smaller, smallerSize] = descending[index + 1] ?? ['ms', 1];
	const rest = Math.floor((exact % size) / smallerSize);
	return `${Math.floor(exact / size)}${unit}${rest > 0 ? ` ${rest}${smaller}` : ''}`;
};
