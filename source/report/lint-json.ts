import type {LintReport} from './lint.ts';

/** `ws-doctor.lint/1` of the contract. */
export const toLintJson = (report: LintReport): string => `${JSON.stringify(report, null, 2)}\n`;
