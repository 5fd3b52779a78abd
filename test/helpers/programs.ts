import {spawnSync} from 'node:child_process';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';

/** Whether a program can be started at all. */
const has = (program: string): boolean => spawnSync(program, ['--help'], {stdio: 'ignore', timeout: 5000}).error === undefined;

/** `test`, or where the program is missing a skipped test that says so; in CI nothing is skipped. */
export const testWith = (program: string, title: string, implementation: (t: ExecutionContext) => Promise<void>): void => {
	if (has(program) || process.env.CI === 'true') test(title, implementation);
	else test.skip(`${title} (needs ${program}, which is not installed here)`, implementation);
};
