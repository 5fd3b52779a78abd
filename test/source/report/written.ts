import type {Report} from '../../../source/model.ts';
import {type FormatName, formats, textFormats, type Write} from '../../../source/report/formats.ts';

/** A report in a format that is text, as a terminal of 80 columns gets it. */
export const written = async (format: FormatName, report: Report, examined: readonly string[] = []): Promise<string> => {
	const write: Write = await formats[format].load();
	return String(await write(report, {width: 80, ascii: false, exitCode: report.exitCode, examined}));
};

/** A report in every format that is text. */
export const everyText = async (report: Report): Promise<ReadonlyArray<readonly [format: FormatName, text: string]>> =>
	Promise.all(textFormats.map(async format => [format, await written(format, report)] as const));
