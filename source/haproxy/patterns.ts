import {safeRegex} from './regex.ts';
import {table} from './table.ts';
import {truthOf} from './truth.ts';
import type {Truth} from './types.ts';

/** The matching methods of ACLs (manual §7.1) that are decided here. */
export type Method = 'str' | 'beg' | 'end' | 'sub' | 'dir' | 'dom' | 'reg' | 'len' | 'int' | 'bool' | 'found' | 'ip' | 'bin';

export const methods: ReadonlySet<string> = new Set<Method>(['str', 'beg', 'end', 'sub', 'dir', 'dom', 'reg', 'len', 'int', 'bool', 'found', 'ip', 'bin']);

type Test = (value: string, pattern: string) => boolean;

// `dir` and `dom` want the pattern to stand between delimiters; delimiters at its own ends do not count.
const between = (delimiters: string): Test => {
	const isDelimiter = (character: string | undefined) => character === undefined || delimiters.includes(character);
	return (value, pattern) => {
		let start = 0;
		let end = pattern.length;
		while (start < end && delimiters.includes(pattern.charAt(start))) start += 1;
		while (end > start && delimiters.includes(pattern.charAt(end - 1))) end -= 1;
		const core = pattern.slice(start, end);
		if (core === '') return false;
		for (let at = value.indexOf(core); at >= 0; at = value.indexOf(core, at + 1)) {
			if (isDelimiter(value[at - 1]) && isDelimiter(value[at + core.length])) return true;
		}
		return false;
	};
};

const tests: Readonly<Partial<Record<Method, Test>>> = {
	str: (value, pattern) => value === pattern,
	beg: (value, pattern) => value.startsWith(pattern),
	end: (value, pattern) => value.endsWith(pattern),
	sub: (value, pattern) => value.includes(pattern),
	dir: between('/?'),
	dom: between('/?.:'),
};

const comparisons = table<(value: number, limit: number) => boolean>({
	eq: (value, limit) => value === limit,
	ge: (value, limit) => value >= limit,
	gt: (value, limit) => value > limit,
	le: (value, limit) => value <= limit,
	lt: (value, limit) => value < limit,
});

const range = (value: number, pattern: string): Truth => {
	const [, from, colon, to] = /^(-?\d*)(:?)(-?\d*)$/.exec(pattern) ?? [];
	if (from === undefined || pattern === '' || pattern === ':') return 'unknown';
	if (colon === '') return truthOf(value === Number(from));
	return truthOf((from === '' || value >= Number(from)) && (to === '' || value <= Number(to)));
};

/** Integers: `80`, `1:5`, `ge 5`; an operator holds for the patterns behind it. */
export const matchInteger = (value: number, patterns: readonly string[]): Truth => {
	let compare = (left: number, right: number) => left === right;
	let ranged = true;
	let result: Truth = 'no';
	for (const pattern of patterns) {
		const operator = comparisons(pattern);
		if (operator) {
			compare = operator;
			ranged = false;
			continue;
		}
		const truth = ranged ? range(value, pattern) : /^-?\d+$/.test(pattern) ? truthOf(compare(value, Number(pattern))) : 'unknown';
		if (truth === 'yes') return 'yes';
		if (truth === 'unknown') result = 'unknown';
	}
	return result;
};

const matchRegex = (value: string, pattern: string, insensitive: boolean): Truth => {
	const regex = safeRegex(pattern, insensitive, value.length);
	return regex ? truthOf(regex.test(value)) : 'unknown';
};

// HAProxy folds ASCII letters only.
const fold = (text: string) => (/[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, letters => letters.toLowerCase()) : text);

/** Holds one value against one pattern. */
export const matchText = (method: Method, value: string, pattern: string, insensitive: boolean): Truth => {
	if (method === 'reg') return matchRegex(value, pattern, insensitive);
	const test = tests[method];
	if (!test) return 'unknown';
	return truthOf(insensitive ? test(fold(value), fold(pattern)) : test(value, pattern));
};
