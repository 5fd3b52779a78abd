import {STATUS_CODES} from 'node:http';
import {causes} from 'ws-doctor:causes';
import test from 'ava';
import {closeCodePage, closeCodes} from '../../../source/explain/close-codes.ts';
import {type Page, pageText} from '../../../source/explain/page.ts';
import {knownStatuses, statusPage} from '../../../source/explain/statuses.ts';
import {terminationPage, terminationStates} from '../../../source/explain/termination.ts';

const width = 78;

const pages: ReadonlyArray<readonly [string, Page | undefined]> = [
	...terminationStates.map(state => [state, terminationPage(state)] as const),
	...[...closeCodes, 1016, 1999, 2000, 3000, 3999, 4000, 4999].map(code => [String(code), closeCodePage(code)] as const),
	...knownStatuses.map(status => [String(status), statusPage(status, STATUS_CODES)] as const),
];

for (const [name, page] of pages) {
	test(`the page of ${name} fits a terminal, and points to causes that exist`, t => {
		if (!page) return t.fail();
		t.deepEqual(
			page.codes.filter(code => !Object.hasOwn(causes, code)),
			[],
		);
		t.true(page.says.every(text => text.length > 20));
		const text = pageText(page);
		t.deepEqual(
			text.split('\n').filter(line => line.length > width || line !== line.trimEnd()),
			[],
		);
		t.true(text.split('\n').length <= 45);
	});
}

test('every registered close code has a page, and no other number', t => {
	t.deepEqual(
		closeCodes,
		Array.from({length: 16}, (_, index) => 1000 + index),
	);
	for (const number of [0, 999, 5000]) t.is(closeCodePage(number), undefined);
});

test('every registered status has a page', t => {
	for (const status of Object.keys(STATUS_CODES)) t.truthy(statusPage(Number(status), STATUS_CODES), status);
	for (const status of [99, 299, 600, 999]) t.is(statusPage(status, STATUS_CODES), undefined);
});

const first = [...'CSPLRIDUKcs-'];
const second = [...'RQCHDLT-'];

test('every pair of letters has a page, and the cookies of four are told', t => {
	for (const state of first.flatMap(one => second.map(two => one + two))) {
		t.truthy(terminationPage(state), state);
		t.regex(terminationPage(`${state}VN`)?.says[0] ?? '', /a valid persistence cookie; none was set/);
	}
	for (const state of ['', 'c', 'cd', 'cD-', 'cD---', 'Dc', 'xD', 'cDxx']) t.is(terminationPage(state), undefined, state);
});

test('upper and lower case are two states', t => {
	t.regex(terminationPage('cD')?.says[1] ?? '', /`timeout tunnel`/);
	t.regex(terminationPage('CD')?.says[1] ?? '', /reset/);
});
