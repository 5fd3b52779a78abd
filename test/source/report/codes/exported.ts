import type {TestFn} from 'ava';
import type {Report} from '../../../../source/model.ts';
import {inShort, recordedIn} from '../worlds.ts';

/** One report for each code, recorded from real chains with bin/record-codes.js. */
const recorded = recordedIn('codes');

/** Every recorded report in one format. AVA names a snapshot after the file that imports AVA itself, hence `test`. */
export const exported = (test: TestFn, format: string, write: (report: Report) => string): void => {
	for (const [code, report] of recorded) test(`${code} as ${format}`, t => t.snapshot(write(inShort(report))));
};
