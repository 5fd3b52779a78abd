import {readdirSync, readFileSync} from 'node:fs';
import type {TestFn} from 'ava';
import type {Report} from '../../../../source/model.ts';
import {inShort} from '../worlds.ts';

const folder = 'test/recordings/codes';

/** One report for each code, recorded from real chains with bin/record-codes.js. */
const recorded = readdirSync(folder)
	.sort()
	.map(file => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Report] as const);

/** Every recorded report in one format. AVA names a snapshot after the file that imports AVA itself, hence `test`. */
export const exported = (test: TestFn, format: string, write: (report: Report) => string): void => {
	for (const [code, report] of recorded) test(`${code} as ${format}`, t => t.snapshot(write(inShort(report))));
};
