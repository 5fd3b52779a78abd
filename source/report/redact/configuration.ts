import type {Kind} from './aliases.ts';

type Meet = (word: string, kind: Kind) => void;

/** A line's words; quotes and backslashes keep a blank inside (HAProxy manual §2.2). */
const wordsOf = (line: string): readonly string[] => line.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];

const bare = (word: string) => word.replace(/^["']|["']$/g, '');

const comment = /((?:^|\s)(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\#])*)(\s+#|^\s*#).*$/;

/** A line without its comment, for that may say anything; an answer to `ws-doctor lint` stays without its reason. */
export const withoutComment = (line: string): string =>
	line.replace(comment, (all, before: string, sign: string) => {
		const [answer] = /ws-doctor: ignore(?:\s+[a-z]+\/[a-z-]+)*/.exec(all) ?? [];
		return `${before}${answer ? `${sign} ${answer}` : ''}`;
	});

const isSection = /^(?:frontend|backend|listen|defaults|userlist|peers|resolvers|cache|mailers|ring|program|http-errors)$/;
const namesNext = /^(?:server|server-template|use_backend|default_backend|use-server|acl|peer|nameserver|mailer|user|group|node|log-tag)$/;

const hostIn = (address: string): string => {
	const plain = address.replace(/^(?:ipv[46]|tcp[46]?|mptcp[46]?|quic[46])@/, '');
	return /^(?:[a-z]+@|\/)/.test(plain) ? '' : plain.replace(/:[^:\]]*$/, '');
};

const named = (words: readonly string[], meet: Meet): void => {
	const [keyword = '', first = '', second = '', third = ''] = words.map(bare);
	if (isSection.test(keyword) && first !== '') meet(first, 'name');
	if (isSection.test(keyword) && second === 'from') meet(third, 'name');
	if (namesNext.test(keyword) && !/%\[/.test(first)) meet(first, 'name');
	if (keyword === 'server') meet(hostIn(second), 'host');
	if (keyword === 'server-template') meet(hostIn(third), 'host');
	if (keyword === 'description') meet(words.slice(1).map(bare).join(' '), 'name');
};

const pathFetch = /^(?:path|pathq|url|base|capture\.req\.uri)(?:_(?:beg|end|sub|dir|dom|reg))?(?:\(|,|$)/;
const hostFetch = /\((?:req\.)?host\b|_sni\b|\.sni\b/i;

/** The patterns that a condition compares a path or a host with, and whether they are regular expressions. */
export type Compared = {readonly kind: 'path' | 'host'; readonly patterns: readonly string[]; readonly regex: boolean};

const conditionAt = (words: readonly string[], at: number, end: number): readonly Compared[] => {
	const fetch = bare(words[at] ?? '');
	const kind = pathFetch.test(fetch) ? 'path' : hostFetch.test(fetch) ? 'host' : undefined;
	if (!kind) return [];
	const given = words.slice(at + 1, end).map(bare);
	const patterns = given.filter((word, index) => !/^-/.test(word) && !/^-(?:m|f|M|n|u)$/.test(given[index - 1] ?? ''));
	return [{kind, patterns, regex: /_reg\b/.test(fetch) || given.some((word, index) => word === 'reg' && given[index - 1] === '-m')}];
};

/** What a line's conditions compare (HAProxy manual §7.1). */
export const comparedIn = (line: string): readonly Compared[] => {
	const words = wordsOf(line);
	if (words[0] === 'acl') return conditionAt(words, 2, words.length);
	return words.flatMap((word, at) => (word === '{' ? conditionAt(words, at + 1, Math.max(words.indexOf('}', at), at + 1)) : []));
};

/** What a regular expression says literally, with the escapes and classes that are not. */
export const literals = /\\.|\[[^\]]*\]|\(\?[a-z:=!<]+|[A-Za-z][\w-]*/g;

/** Whether a match of `literals` is a word. */
export const isLiteral = (match: string): boolean => /^[A-Za-z]/.test(match);

/** Hands over every name, host and pattern that a line of haproxy.cfg holds. */
export const meetLine = (line: string, meet: Meet): void => {
	named(wordsOf(line), meet);
	for (const {kind, patterns, regex} of comparedIn(line)) {
		for (const pattern of patterns) {
			if (regex) for (const literal of (pattern.match(literals) ?? []).filter(isLiteral)) meet(literal, kind);
			else if (!pattern.startsWith('/')) meet(pattern.replace(/^[.*]+/, ''), kind);
		}
	}
};
