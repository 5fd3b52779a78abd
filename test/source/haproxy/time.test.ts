import test from 'ava';
import {parseSize, parseTime} from '../../../source/haproxy/time.ts';

const accepted: ReadonlyArray<readonly [string, number, boolean, string?]> = [
	['0', 0, true],
	['30', 30, true],
	['30ms', 30, false],
	['30s', 30_000, false],
	['1m', 60_000, false],
	['2h', 7_200_000, false],
	['1d', 86_400_000, false],
	['1us', 1, false],
	['1500us', 2, false],
	['1m30s', 60_000, false, '30s'],
	['30sec', 30_000, false, 'ec'],
	['1min', 60_000, false, 'in'],
	['2147483647', 2_147_483_647, true],
	['18446744073709551617', 1, true],
];
for (const [text, ms, bare, ignored] of accepted) {
	test(`${text} is ${ms} ms`, t => t.deepEqual(parseTime(text), {ms, bare, ...(ignored === undefined ? {} : {ignored})}));
}

for (const text of ['', 's', '-1', '1.5s', '1H', '1S', 'infinite', 'none', '25d', '2147483648', ' 1s', '1 s']) {
	test(`"${text}" is refused`, t => t.true('refused' in parseTime(text)));
}

test('sizes', t => {
	t.deepEqual(['10', '10k', '10K', '2m', '1g', 'x', '1.5k', ''].map(parseSize), [
		10,
		10_240,
		10_240,
		2_097_152,
		1_073_741_824,
		undefined,
		undefined,
		undefined,
	]);
});
