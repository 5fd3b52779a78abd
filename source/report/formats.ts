import type {Report} from '../model.ts';

/** What a format may know beside the report. */
export type Layout = {
	/** Columns of the terminal. */
	readonly width: number;
	readonly ascii: boolean;
	/** With `--fail-on` applied. */
	readonly exitCode: Report['exitCode'];
	/** The codes that were looked for. */
	readonly examined: readonly string[];
};

/** Writes a report; a bundle is bytes, everything else text. */
export type Write = (report: Report, layout: Layout) => string | Promise<Uint8Array>;

/** One format: its file name's ending, and its code, which is loaded only when it is asked for. */
export type Format = {readonly extension: string; readonly load: () => Promise<Write>};

const json: Format['load'] = async () => {
	const {toJson} = await import('./json.ts');
	return (report, {exitCode}) => toJson({...report, exitCode});
};

const junit: Format['load'] = async () => {
	const {toJunit} = await import('./junit.ts');
	return (report, {examined}) => toJunit(report, examined);
};

/** Every format of a report, in the order of the help. */
export const formats = {
	text: {extension: 'txt', load: async () => (await import('./text.ts')).toText},
	json: {extension: 'json', load: json},
	markdown: {extension: 'md', load: async () => (await import('./markdown.ts')).toMarkdown},
	jira: {extension: 'jira.txt', load: async () => (await import('./jira.ts')).toJira},
	servicenow: {extension: 'servicenow.txt', load: async () => (await import('./servicenow.ts')).toServicenow},
	html: {extension: 'html', load: async () => (await import('./html.ts')).toHtml},
	short: {extension: 'short.txt', load: async () => (await import('./short.ts')).toShort},
	sarif: {extension: 'sarif', load: async () => (await import('./sarif.ts')).toSarif},
	junit: {extension: 'xml', load: junit},
	bundle: {extension: 'zip', load: async () => (await import('./bundle.ts')).toBundle},
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly FormatName[];

/** The formats that are text, which a bundle holds. */
export const textFormats = formatNames.filter(name => name !== 'bundle');

/** The format that a file's name asks for by its ending; the longest ending counts. */
export const formatOfFile = (file: string): FormatName | undefined =>
	formatNames
		.filter(name => file.toLowerCase().endsWith(`.${formats[name].extension}`))
		.sort((one, other) => formats[other].extension.length - formats[one].extension.length)[0];
