import type {ConfigurationText, Evidence, Report} from '../model.ts';
import {addressIn, ipv4, ipv6} from './redact/addresses.ts';
import {type Aliases, aliasesOf, type Found} from './redact/aliases.ts';
import {collect, type IsProduct} from './redact/collect.ts';
import {comparedIn, isLiteral, literals, withoutComment} from './redact/configuration.ts';
import {path, segment, staysPath, url} from './redact/patterns.ts';
import {isCommon} from './redact/words.ts';

/** A report without hosts, addresses, names and paths, and what each alias stands for: original to alias. The map is private. */
export type Redacted = {readonly report: Report; readonly map: Readonly<Record<string, string>>};

type Replace = (text: string) => string;

const quoted = (word: string) => word.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
const alternatives = (words: readonly string[]) =>
	[...words]
		.sort((one, other) => other.length - one.length)
		.map(quoted)
		.join('|');

// A word that everybody uses is a name only where a name stands.
const before = String.raw`(?<=\b(?:backend|frontend|listen|defaults|server|server-template|use_backend|default_backend|use-server|track|route|userlist|from) |→ )`;
const withinPort = String.raw`(?=:\d)`;

const wordsIn = (found: Found, isCommon: IsProduct): string => {
	const entries = [...found].filter(([, kind]) => kind !== 'ip');
	const own = entries.filter(([word, kind]) => !isCommon(word) && (kind !== 'path' || word.includes('.'))).map(([word]) => word);
	const names = entries.filter(([word, kind]) => kind === 'name' && isCommon(word)).map(([word]) => word);
	const hosts = entries.filter(([word, kind]) => kind === 'host' && isCommon(word)).map(([word]) => word);
	return [
		...(own.length > 0 ? [String.raw`(?<![\w-])(?:${alternatives(own)})(?![\w-])`] : []),
		...(names.length > 0 ? [String.raw`${before}(?:${alternatives(names)})(?![\w-])`, String.raw`(?<![\w-])(?:${alternatives(names)})(?= →)`] : []),
		...(hosts.length > 0 ? [String.raw`(?<![\w.-])(?:${alternatives(hosts)})${withinPort}`] : []),
	].join('|');
};

/** The alias of a word in whichever case it was met. */
const lookup = (aliases: Aliases) => (word: string) => aliases.get(word) ?? aliases.get(word.toLowerCase()) ?? word;

const replacerFor = (found: Found, aliases: Aliases, isProduct: IsProduct): Replace => {
	const alias = lookup(aliases);
	const words = wordsIn(found, word => isCommon(word) || isProduct(word));
	const scan = new RegExp([url.source, ipv6, ipv4, ...(words === '' ? [] : [words]), path].join('|'), 'gi');
	const segments = new RegExp(segment, 'g');
	const pathText = (text: string) => (staysPath(text) ? text : text.replace(segments, alias));
	const address = (text: string) => {
		const plain = addressIn(text);
		const replaced = plain === undefined ? undefined : aliases.get(plain);
		return replaced ?? text;
	};
	const authority = (text: string) => {
		const [, host = text, port = ''] = /^(?:.*@)?(.*?)(:\d+)?$/.exec(text) ?? [];
		return `${addressIn(host) === undefined ? alias(host) : address(host)}${port}`;
	};
	return text =>
		text.replace(scan, (match: string, scheme?: string, where?: string, way?: string, query?: string) => {
			if (scheme && where) return `${scheme}${authority(where)}${pathText(way ?? '')}${(query ?? '').replace(segments, alias)}`;
			if (addressIn(match) !== undefined) return address(match);
			return match.includes('/') ? pathText(match) : alias(match);
		});
};

/** A line of a configuration: patterns that stand for themselves in a condition, then all that any text has. */
const lineReplacer =
	(replace: Replace, aliases: Aliases): Replace =>
	line => {
		let result = withoutComment(line);
		for (const {patterns, regex} of comparedIn(result)) {
			for (const pattern of patterns.filter(each => regex || !each.startsWith('/'))) {
				const alias = lookup(aliases);
				const replaced = regex ? pattern.replace(literals, match => (isLiteral(match) ? alias(match) : match)) : pattern.replace(/[^.*].*/, alias);
				result = result.replace(pattern, () => replaced);
			}
		}
		return replace(result);
	};

// Words of our own, which every reader of a report relies on.
const fixed: ReadonlySet<string> = new Set([
	...['schema', 'tool', 'session', 'startedAt', 'finishedAt', 'flow', 'redaction', 'code', 'severity', 'certainty', 'state', 'kind', 'origin', 'at', 'source'],
	...['outcome', 'ending', 'layer', 'by', 'fault', 'cipher', 'alpn', 'written', 'docs'],
]);
const ids: ReadonlySet<string> = new Set(['step', 'lacking', 'from', 'evidence']);

const walker = (replace: Replace, alias: Replace) => {
	const walk = (value: unknown, member: string): unknown => {
		if (fixed.has(member)) return value;
		if (typeof value === 'string') return ids.has(member) ? value.replace(/(?<=:).+$/, alias) : replace(value);
		if (Array.isArray(value)) return value.map(item => walk(item, member));
		if (typeof value !== 'object' || value === null) return value;
		// A response names its headers as it likes.
		return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, member === 'headers' ? '' : name)]));
	};
	return walk;
};

const diffs = (report: Report, replaceLine: Replace): Report => ({
	...report,
	findings: report.findings.map(finding => ({
		...finding,
		fixes: finding.fixes.map(fix => (fix.diff === undefined ? fix : {...fix, diff: fix.diff.split('\n').map(replaceLine).join('\n')})),
	})),
});

const unchanged: ReadonlySet<string> = new Set(['symptom', 'termination']);

const replacedEvidence = (item: Evidence, walk: ReturnType<typeof walker>, replaceLine: Replace): Evidence => {
	if (unchanged.has(item.step)) return item;
	if (item.step !== 'config' || item.value === undefined) return walk(item, '') as Evidence;
	const {files = []} = item.value as Partial<ConfigurationText>;
	const texts = files.map(({name, text}) => ({name: walk(name, 'name'), text: text.split('\n').map(replaceLine).join('\n')}));
	return {...item, value: {files: texts}};
};

/**
 * Replaces hosts, addresses (but loopback), names of sections and servers, and paths by `host-1`, `ip-1`, `name-1`, `path-1`:
 * each original by one word throughout, so that the report given back with `--answers` still gives the same findings.
 * `isProduct` tells the names of the catalogue, which stay.
 */
export const redactAll = (report: Report, isProduct: IsProduct = () => false): Redacted => {
	const found = collect(report, isProduct);
	const aliases = aliasesOf(found);
	const replace = replacerFor(found, aliases, isProduct);
	const replaceLine = lineReplacer(replace, aliases);
	const walk = walker(replace, lookup(aliases));
	const {evidence, ...rest} = diffs(report, replaceLine);
	const replaced = walk(rest, '') as Omit<Report, 'evidence'>;
	return {
		report: {...replaced, redaction: 'all', evidence: evidence.map(item => replacedEvidence(item, walk, replaceLine))},
		map: Object.fromEntries(aliases),
	};
};
