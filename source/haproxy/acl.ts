import type {Location} from '../model.ts';
import {clean} from '../text.ts';
import type {Facts} from './facts.ts';
import {fetch} from './fetch.ts';
import {entriesIn, type PatternFiles, patternsIn} from './pattern-files.ts';
import {type Method, matchInteger, matchText, methods} from './patterns.ts';
import {predefined} from './predefined.ts';
import {statementsOf} from './proxies.ts';
import {remember, rememberText, tableOf} from './remember.ts';
import {type SampleExpression, sampleExpression} from './sample.ts';
import {shown} from './shown.ts';
import {anyOf, truthOf} from './truth.ts';
import type {Section, Statement, Truth, Word} from './types.ts';

/** One ACL line, or what stands between two braces. */
export type Acl = {
	readonly words: readonly Word[];
	/** The words as they stand side by side. */
	readonly written: string;
	readonly expression: SampleExpression | undefined;
	readonly method: Method | undefined;
	readonly insensitive: boolean;
	readonly patterns: readonly string[];
	/** The files of `-f`, whose patterns count like those of the line. */
	readonly files: readonly string[];
	readonly map: boolean;
	/** An environment variable or a secret: more may match than is seen here. */
	readonly more: boolean;
	/** Inside an undecided `.if`: the line may not be there at all. */
	readonly maybe: boolean;
	readonly location: Location | undefined;
};

// `path_beg` is the fetch `path` with the method `beg` (manual §7.1).
const suffix = /^(.+)_(beg|end|sub|dir|dom|reg|len)$/;
const suffixed = new Set(['path', 'url', 'base', 'hdr', 'cook', 'urlp', 'url_param', 'method', 'query', 'pathq', 'req_ssl_sni', 'req.ssl_sni', 'ssl_fc_sni']);

type Test = {readonly expression: SampleExpression | undefined; readonly method?: Method};

const testOf = rememberText((text: string): Test => {
	const expression = sampleExpression(text);
	const [, name = '', method] = suffix.exec(expression?.fetch.name ?? '') ?? [];
	if (!expression || !suffixed.has(name)) return {expression};
	const plain = {...expression, fetch: {...expression.fetch, name}};
	// Behind a converter only the type of its result counts: `path_beg,lower /chat` matches exactly `/chat` (measured on 2.6).
	return expression.converters.length > 0 ? {expression: plain} : {expression: plain, method: method as Method};
});

type Flags = {
	method: Method | undefined;
	odd: boolean;
	insensitive: boolean;
	files: string[];
	/** `-M`: the files are maps, whose keys are the patterns. */
	map: boolean;
	/** The index of the first pattern. */
	end: number;
};

/** Reads the flags in front of the patterns: `-i -n -m method -f file -M -u id --`. */
const flagsOf = (words: readonly Word[]): Flags => {
	const flags: Flags = {method: undefined, odd: false, insensitive: false, files: [], map: false, end: 1};
	for (; words[flags.end]?.text.startsWith('-'); flags.end += 1) {
		const flag = words[flags.end]?.text;
		if (flag === '--') {
			flags.end += 1;
			return flags;
		}
		if (flag === '-i') flags.insensitive = true;
		else if (flag === '-f') flags.files.push(words[flags.end + 1]?.text ?? '');
		else if (flag === '-M') flags.map = true;
		else if (flag !== '-n' && flag !== '-m' && flag !== '-u') return flags;
		if (flag === '-m') {
			const method = words[flags.end + 1]?.text ?? '';
			if (methods.has(method)) flags.method = method as Method;
			else flags.odd = true;
		}
		if (flag === '-f' || flag === '-m' || flag === '-u') flags.end += 1;
	}
	return flags;
};

// A secret that was taken out of the text is as unknown as a variable.
const isUnknown = ({text, unknown}: Word) => unknown !== undefined || text.includes('[redacted]');

/** The patterns that are known, from a word on. */
const patternsOf = (words: readonly Word[], from: number): readonly string[] => {
	const patterns: string[] = [];
	for (let at = from; at < words.length; at += 1) {
		const word = words[at];
		if (word && !isUnknown(word)) patterns.push(word.text);
	}
	return patterns;
};

const textOf = (words: readonly Word[]): string => {
	let text = words[0]?.text ?? '';
	for (let at = 1; at < words.length; at += 1) text += ` ${words[at]?.text}`;
	return text;
};

/** `path_beg -i /chat`, for people. */
export const writtenOf = ({written}: Acl): string => shown(written, 120);

/** Reads a fetch with its flags and patterns. */
export const aclOf = (words: readonly Word[], location?: Location, maybe = false): Acl => {
	const {expression, method} = testOf(words[0]?.text ?? '');
	const flags = flagsOf(words);
	return {
		words,
		written: textOf(words),
		expression: flags.odd || words[0]?.unknown !== undefined ? undefined : expression,
		method: flags.method ?? method,
		insensitive: flags.insensitive,
		patterns: patternsOf(words, flags.end),
		files: flags.files,
		map: flags.map,
		more: words.some(isUnknown),
		maybe,
		location,
	};
};

const matchValue = (acl: Acl, type: string, value: string): Truth => {
	const method = acl.method ?? (type === 'integer' ? 'int' : type === 'boolean' ? 'bool' : 'str');
	if (method === 'bool' && acl.patterns.length > 0) return 'unknown';
	if (method === 'bool') return truthOf(value !== '0' && value !== '');
	if (method === 'int' || method === 'len') return matchInteger(method === 'len' ? value.length : Number(value), acl.patterns);
	return anyOf(acl.patterns, pattern => matchText(method, value, pattern, acl.insensitive));
};

// Whoever the client is (measured on 2.6: `::/0` matches IPv4 addresses, too, and without a pattern nothing matches).
const bySource = ({patterns, files, more, method}: Acl): Truth => {
	if (patterns.includes('::/0')) return 'yes';
	return patterns.length === 0 && files.length === 0 && !more && method === undefined ? 'no' : 'unknown';
};

const isSource = ({expression}: Acl) => expression?.fetch.name === 'src' && expression.converters.length === 0;

const patternsOfFile = (file: Parameters<typeof patternsIn>[0], map: boolean): readonly string[] =>
	map ? entriesIn(file).map(({key}) => key) : patternsIn(file);

/** With the patterns of its files, as far as they could be read. */
const completed = remember((acl: Acl, files: PatternFiles): Acl => {
	const found = acl.files.map(name => files.get(name));
	const patterns = found.flatMap(file => (file ? patternsOfFile(file, acl.map) : []));
	return {...acl, patterns: [...acl.patterns, ...patterns], more: acl.more || found.includes(undefined)};
});

const nothingRead: PatternFiles = new Map();

const seen = (given: Acl, facts: Facts): Truth => {
	const acl = given.files.length === 0 ? given : completed(given, facts.files ?? nothingRead);
	if (isSource(acl)) return bySource(acl);
	const sample = acl.expression && fetch(acl.expression, facts);
	if (!sample) return 'unknown';
	if (acl.method === 'found') return truthOf(sample.values.length > 0);
	const truth = anyOf(sample.values, value => matchValue(acl, sample.type, value));
	return truth === 'no' && acl.more && sample.values.length > 0 ? 'unknown' : truth;
};

/** Whether one ACL line matches. */
export const matches = (acl: Acl, facts: Facts): Truth => {
	const truth = seen(acl, facts);
	return acl.maybe && truth === 'yes' ? 'unknown' : truth;
};

const predefinedAcls = new Map(
	Object.entries(predefined).map(([name, line]) => [name, [aclOf(line.split(' ').map((text, index) => ({text, column: index + 1})))] as const]),
);

/** The ACLs of a section's `acl` lines. */
export const aclLines = remember(
	(section: Section): ReadonlyMap<Statement, Acl> =>
		tableOf(statementsOf(section, 'acl'), ({words, location, maybe}) => aclOf(words.slice(2), location, maybe)),
);

const own = remember((section: Section): ReadonlyMap<string, readonly Acl[]> => {
	const acls = new Map<string, Acl[]>();
	aclLines(section).forEach((acl, {words}) => {
		const name = words[1]?.text ?? '';
		const before = acls.get(name);
		if (before) before.push(acl);
		else acls.set(name, [acl]);
	});
	return acls;
});

/** The lines of a named ACL, which are or-ed: the section's own, or a predefined one (manual §7.4). */
export const aclsNamed = (section: Section, name: string): readonly Acl[] | undefined => own(section).get(name) ?? predefinedAcls.get(name);

const flagWords: ReadonlySet<string> = new Set(['-i', '-n', '-m', '-f', '-M', '-u', '--']);

// A word with a `-` between the test and the patterns that is no flag.
const strayFlag = ({words, patterns}: Acl): string | undefined => {
	for (let at = 1; at <= words.length - patterns.length; at += 1) {
		const text = words[at]?.text;
		if (text === undefined || text === '--') return undefined;
		if (text.startsWith('-') && !flagWords.has(text)) return text;
	}
	return undefined;
};

/** Why HAProxy refuses the test of an ACL, or undefined: only what does not depend on the list of fetches. */
export const aclProblem = (acl: Acl): string | undefined => {
	const [first] = acl.words;
	if (acl.words.some(word => word.unknown !== undefined)) return undefined;
	const expression = acl.expression ?? sampleExpression(first?.text ?? '');
	if (!expression) return `no sample fetch in '${clean(first?.text ?? '', 60)}'`;
	const stray = strayFlag(acl);
	if (stray) return `'${clean(stray, 40)}' is no flag of an ACL: write '--' in front of a pattern with a '-'`;
	if (!acl.expression) return `no such matching method behind '-m' in '${writtenOf(acl)}'`;
	if (expression.fetch.name === 'var' && expression.converters.length === 0 && acl.method === undefined)
		return `'var' needs a matching method: -m str, -m found, …`;
	return undefined;
};
