import type {Report} from '../model.ts';

/** The report as JSON: the contract's shape, to be read by scripts and given back with `--answers`. */
export const toJson = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;
