import {strToU8, zipSync} from 'fflate';
import type {ConfigurationText, Report} from '../model.ts';
import {formats, type Layout, textFormats, type Write} from './formats.ts';

/** A name that no unpacker takes for a path. */
const fileName = (text: string): string =>
	text
		.replace(/[^\w.-]+/g, '_')
		.replace(/^\.+/, '_')
		.slice(0, 80) || '_';

const configurationOf = ({evidence}: Report): ConfigurationText['files'] => {
	const value = evidence.find(({step}) => step === 'config')?.value as Partial<ConfigurationText> | undefined;
	return Array.isArray(value?.files) ? value.files : [];
};

/** The files of the bundle: the report in every format, and each piece of evidence by itself. */
const filesOf = async (report: Report, layout: Layout): Promise<ReadonlyArray<readonly [name: string, text: string]>> => {
	const reports = textFormats.map(async name => {
		const write: Write = await formats[name].load();
		return [`report.${formats[name].extension}`, String(await write(report, layout))] as const;
	});
	return [
		...(await Promise.all(reports)),
		...report.evidence.map((item, index) => [`evidence/${index + 1}-${fileName(item.step)}.json`, `${JSON.stringify(item, null, 2)}\n`] as const),
		...configurationOf(report).map(({name, text}, index) => [`configuration/${index + 1}-${fileName(name)}`, text] as const),
	];
};

// A zip holds local time without a zone; noon exists on every day and everywhere, so that the same report gives the same bytes.
const dayOf = (iso: string): Date => {
	const day = new Date(iso);
	const year = Math.min(2099, Math.max(1980, day.getUTCFullYear() || 1980));
	return new Date(year, day.getUTCMonth() || 0, day.getUTCDate() || 1, 12);
};

/** Everything about one examination as a zip, for a vendor: byte for byte the same for the same report. */
export const toBundle = async (report: Report, layout: Layout): Promise<Uint8Array> => {
	const folder = `ws-doctor-${fileName(report.session)}`;
	const files = await filesOf(report, layout);
	const entries = files.map(([name, text]) => [`${folder}/${name}`, strToU8(text)] as const);
	return zipSync(Object.fromEntries(entries), {mtime: dayOf(report.startedAt), level: 9});
};
