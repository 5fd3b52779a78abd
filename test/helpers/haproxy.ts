import test from 'ava';
import {findHaproxy} from '../../source/demo/haproxy.ts';

/** Whether tests with the real HAProxy run: where it is installed, and always in CI, which must have it. */
export const haproxyExpected = process.env.CI === 'true' || (await findHaproxy()) !== undefined;

if (!haproxyExpected) console.error('haproxy is not installed: the tests that need it are skipped');

/** `test` for what needs the real HAProxy. */
export const testHaproxy = (haproxyExpected ? test : test.skip) as typeof test;
