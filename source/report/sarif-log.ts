import type {Severity} from '../model.ts';

export const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {problem: 'error', risk: 'warning', note: 'note'};

/** A path as a URI reference (RFC 3986): relative ones stay relative, absolute ones get their scheme. */
export const uriOf = (path: string): string => {
	const encoded = path.split('/').map(encodeURIComponent).join('/');
	return encoded.startsWith('/') ? `file://${encoded}` : encoded;
};

const ruleOf = (code: string) => ({
	id: code,
	shortDescription: {text: code.replace(/^\w+\//, '').replaceAll('-', ' ')},
	help: {text: `ws-doctor explain ${code}`},
});

type Result = {readonly ruleId: string};

/** SARIF 2.1.0 (OASIS), one run; columns count UTF-16 code units, as they do here. */
export const sarifLog = (tool: {readonly name: string; readonly version: string}, results: readonly Result[], run: object = {}): string => {
	const codes = [...new Set(results.map(({ruleId}) => ruleId))].sort();
	const log = {
		$schema: 'https://json.schemastore.org/sarif-2.1.0.json',
		version: '2.1.0',
		runs: [
			{
				tool: {driver: {name: tool.name, version: tool.version, rules: codes.map(ruleOf)}},
				...run,
				columnKind: 'utf16CodeUnits',
				results: results.map(({ruleId, ...rest}) => ({ruleId, ruleIndex: codes.indexOf(ruleId), ...rest})),
			},
		],
	};
	return `${JSON.stringify(log, null, 2)}\n`;
};
