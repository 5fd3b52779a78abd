import test from 'ava';
import fc from 'fast-check';
import {formatDuration, longest, parseDuration} from '../../source/duration.ts';

const reads = test.macro({
	exec: (t, text: string, ms: number) => t.is(parseDuration(text), ms),
	title: (_, text) => `"${text}" is read`,
});
for (const [text, ms] of [
	['500ms', 500],
	['30s', 30_000],
	['5m', 300_000],
	['1h', 3_600_000],
	['1d', 86_400_000],
	['75', 75_000],
	['0', 0],
	['2.5', 2500],
	['1.5h', 5_400_000],
	['1h 30m', 5_400_000],
	['1m30s', 90_000],
	[' 30s ', 30_000],
	['2147483647ms', longest],
] as const) {
	test(reads, text, ms);
}

const refuses = test.macro({
	exec: (t, text: string) => {
		t.throws(() => parseDuration(text), {name: 'UsageError', message: /^".*" is (?:not a duration: expected 500ms|too long: expected at most 24d 20h)/});
	},
	title: (_, text: string) => `"${text.slice(0, 30)}" is refused`,
});
for (const text of [
	'',
	' ',
	'soon',
	'-5s',
	'1y',
	'5 s',
	'1m 30',
	'30 30',
	'1e3',
	'0x10',
	'.5s',
	'1..5s',
	'25d',
	'2147483648ms',
	'∞',
	'9'.repeat(60),
	`${'1s '.repeat(20)}x`,
]) {
	test(refuses, text);
}

const says = test.macro({
	exec: (t, ms: number, text: string) => t.is(formatDuration(ms), text),
	title: (_, ms, text) => `${ms} ms is ${text}`,
});
for (const [ms, text] of [
	[0, '0s'],
	[1, '1ms'],
	[350, '350ms'],
	[999.6, '1s'],
	[2500, '2.5s'],
	[3000, '3s'],
	[3004, '3.004s'],
	[59_999.7, '1m'],
	[75_000, '1m 15s'],
	[350_000, '5m 50s'],
	[3_599_900, '59m 59s'],
	[3_600_000, '1h'],
	[5_400_000, '1h 30m'],
	[86_399_999, '23h 59m'],
	[longest, '24d 20h'],
	[365 * 86_400_000, '365d'],
] as const) {
	test(says, ms, text);
}

const milliseconds = fc.oneof(fc.integer({min: 0, max: 120_000}), fc.integer({min: 0, max: longest}));

test('below a minute nothing is lost on the way there and back', t => {
	fc.assert(fc.property(fc.integer({min: 0, max: 59_999}), ms => parseDuration(formatDuration(ms)) === ms));
	t.pass();
});

test('above, what is said is short by less than one part in twenty-four, and stays what it is when it is read and said again', t => {
	fc.assert(
		fc.property(milliseconds, ms => {
			const text = formatDuration(ms);
			const again = parseDuration(text);
			return again <= ms && ms - again <= ms / 24 && formatDuration(again) === text;
		}),
	);
	t.pass();
});

test('whatever the text, the answer is milliseconds or a sentence', t => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.smhd ]*$/)), text => {
			try {
				const ms = parseDuration(text);
				return Number.isInteger(ms) && ms >= 0 && ms <= longest;
			} catch (error) {
				return error instanceof Error && error.name === 'UsageError';
			}
		}),
	);
	t.pass();
});
