import type {ConfigurationText, Evidence, Report} from '../model.ts';
import type {Block, Code} from './document.ts';

const isConfiguration = (value: unknown): value is ConfigurationText => Array.isArray((value as Partial<ConfigurationText> | null)?.files);

/** A file with its line numbers, without the lines that a report does not carry. */
const numbered = (text: string) =>
	text
		.split('\n')
		.map((line, index) => `${String(index + 1).padStart(5)}  ${line}`)
		.filter(line => line.trim().includes(' '))
		.join('\n');

const cut = (text: string, limit: number) => (text.length > limit ? `${text.slice(0, limit)}\n… the JSON report has it whole` : text);

const codesOf = (value: unknown, limit: number): readonly Code[] =>
	isConfiguration(value)
		? value.files.map(({name, text}) => ({language: '', name, text: cut(numbered(text), limit)}))
		: [{language: 'json', text: cut(JSON.stringify(value, null, 2) ?? 'null', limit)}];

const block = ({step, source, value, missing}: Evidence, limit: number): Block =>
	missing === undefined
		? {type: 'paragraph', text: [{code: step}, ` (${source})`], codes: codesOf(value, limit)}
		: {type: 'paragraph', text: [{code: step}, `: ${missing}`]};

/** Every piece of evidence, all together at most `limit` characters long. */
export const evidenceBlocks = ({evidence}: Report, limit: number): readonly Block[] =>
	evidence.map(item => block(item, Math.floor(limit / Math.max(1, evidence.length))));
