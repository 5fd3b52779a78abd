import {rememberText} from './remember.ts';
import {table} from './table.ts';

const units = table({us: 0.001, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000});
const maximum = 2_147_483_647;
const shape = /^(\d*)(us|ms|s|m|h|d)?(.*)$/s;

/** Milliseconds of a time value, or why HAProxy refuses it. `ignored` is text behind a valid unit, which HAProxy drops. */
export type Time = {readonly ms: number; readonly bare: boolean; readonly ignored?: string} | {readonly refused: string};

// HAProxy counts in an unsigned 64-bit integer that wraps around.
const wrapped = (digits: string) => (digits.length < 16 ? Number(digits) : Number(BigInt.asUintN(64, BigInt(digits))));

const read = (text: string): Time => {
	const [, digits = '', unit, rest = ''] = shape.exec(text.slice(0, 400)) ?? [];
	if (digits === '' || (unit === undefined && rest !== '')) return {refused: `unexpected character '${text.slice(digits.length)[0] ?? ''}'`};
	const ms = Math.ceil(wrapped(digits) * (units(unit ?? 'ms') ?? 1));
	if (ms > maximum) return {refused: 'timer overflow: at most 2147483647 ms (24 days 20 hours)'};
	return {ms, bare: unit === undefined, ...(rest === '' ? {} : {ignored: rest})};
};

/**
 * Reads `30s`, `500`, `1m30s` as HAProxy does (manual §2.5): no unit is milliseconds, microseconds round up, at most 2147483647 ms.
 * A file has few different times, many times over.
 */
export const parseTime = rememberText(read);

const sizes = table({k: 1024, m: 1024 ** 2, g: 1024 ** 3});

/** Bytes of a size value such as `10k` (powers of 1024, either case), or undefined when it is none. */
export const parseSize = (text: string): number | undefined => {
	const [, digits, unit] = /^(\d{1,15})([kmg])?$/i.exec(text) ?? [];
	return digits === undefined ? undefined : Number(digits) * (unit === undefined ? 1 : (sizes(unit.toLowerCase()) ?? 1));
};
