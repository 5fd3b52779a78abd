import type {Location} from '../model.ts';
import {clean} from '../text.ts';
import {remember} from './remember.ts';
import {emptyLayout} from './statements.ts';
import type {Layout, Problem, Section, Statement, Word} from './types.ts';

/** Every section keyword of 1.8 to 3.5 (manual §2, §3, §12). */
export const sectionKinds: ReadonlySet<string> = new Set([
	...['global', 'defaults', 'frontend', 'backend', 'listen', 'userlist', 'peers', 'mailers', 'program', 'resolvers', 'http-errors', 'ring'],
	...['log-forward', 'cache', 'fcgi-app', 'crt-store', 'log-profile', 'traces', 'acme', 'healthcheck'],
]);

export const proxyKinds: ReadonlySet<string> = new Set(['frontend', 'backend', 'listen']);

/** A section while its lines are still being read. */
export type OpenSection = Omit<Section, 'statements' | 'layout'> & {readonly statements: Statement[]; layout: Layout};

// There are thousands of them, so what a section lacks is not spread into it.
type Opening = {-readonly [Member in keyof OpenSection]: OpenSection[Member]};

/** What a new section inherits from: the last `defaults`, and the named ones. They carry over from file to file. */
export type Inheritance = {
	last?: Section;
	readonly named: Map<string, Section[]> /** The first kind of section that used a `defaults`. */;
	readonly usedBy: Map<Section, string>;
};

type Opened = {readonly section: OpenSection; readonly problems: readonly Problem[]};

const header = (words: readonly Word[]): {readonly name: string; readonly from: string | undefined} => {
	const first = words[1]?.text;
	const second = words[2]?.text;
	if (words[0]?.text === 'defaults' && first === 'from') return {name: '', from: second};
	return {name: first ?? '', from: second === 'from' ? words[3]?.text : undefined};
};

const unnamed: ReadonlySet<string> = new Set(['global', 'defaults', 'traces', 'crt-store', 'acme']);

// Most kinds need a name; a frontend's and a listen's header may not carry an address any more.
const namesProblem = (kind: string, name: string, words: readonly Word[]): string | undefined => {
	if (kind === 'global' && name !== '') return `unexpected '${clean(name, 60)}' behind 'global'`;
	if (!sectionKinds.has(kind)) return `no release known here has a section or keyword '${clean(kind, 60)}': what follows is not read`;
	if (unnamed.has(kind)) return undefined;
	if (name === '') return `'${kind}' needs a name`;
	if (words[1]?.unknown === undefined && !/^[\w.:-]+$/.test(name))
		return `the name '${clean(name, 60)}' has a character other than letters, digits and . : _ -`;
	const extra = words[2];
	const address = (kind === 'frontend' || kind === 'listen') && extra && extra.text !== 'from';
	return address ? `unexpected '${clean(extra.text, 60)}' behind the name: an address belongs on a 'bind' line` : undefined;
};

const parentOf = (kind: string, from: string | undefined, inheritance: Inheritance): {parent?: Section | undefined; problem?: string} => {
	if (!proxyKinds.has(kind) && kind !== 'defaults') return {};
	if (from === undefined) return kind === 'defaults' ? {} : {parent: inheritance.last};
	const named = inheritance.named.get(from) ?? [];
	const problem = named.length === 0 ? `no 'defaults ${clean(from, 60)}' above` : `'defaults ${clean(from, 60)}' is defined more than once`;
	return named.length === 1 || named.every(section => section.maybe)
		? {parent: named.at(-1), ...(named.length === 0 ? {problem} : {})}
		: {parent: named.at(-1), problem};
};

const ruleKeywords: ReadonlySet<string> = new Set(['http-request', 'http-response', 'http-after-response', 'tcp-request', 'tcp-response']);

const isRule = ({words: [keyword, action]}: Statement) => ruleKeywords.has(keyword?.text ?? '') && action?.text !== 'inspect-delay';

const hasRules = remember((section: Section) => section.statements.some(isRule));

// A defaults section with rules serves either frontends or backends, and nothing else (measured on 2.6).
const sharingProblem = (kind: string, parent: Section | undefined, {usedBy}: Inheritance): string | undefined => {
	if (!parent || !hasRules(parent)) return undefined;
	const first = usedBy.get(parent) ?? kind;
	usedBy.set(parent, first);
	if (kind === 'listen' || kind === 'defaults') return `a '${kind}' section cannot inherit from a 'defaults' with rules (line ${parent.location.line})`;
	return first === kind ? undefined : `a frontend and a backend cannot share a 'defaults' with rules (line ${parent.location.line})`;
};

/** Opens the section that a header line names, and says what HAProxy refuses about that line. */
export const openSection = (words: readonly Word[], location: Location, maybe: boolean, inheritance: Inheritance): Opened => {
	const kind = words[0]?.text ?? '';
	const {name, from} = header(words);
	const {parent, problem} = parentOf(kind, from, inheritance);
	const section: Opening = {kind, name, location, statements: [], layout: emptyLayout};
	if (from !== undefined) section.from = from;
	if (parent !== undefined) section.defaults = parent;
	if (maybe) section.maybe = maybe;
	if (kind === 'defaults') {
		inheritance.last = section;
		const known = inheritance.named.get(name);
		if (known) known.push(section);
		else inheritance.named.set(name, [section]);
	}
	const problems: Problem[] = [];
	const refuse = (says: string | undefined) => says !== undefined && problems.push({location, says});
	refuse(namesProblem(kind, name, words));
	refuse(problem);
	refuse(maybe ? undefined : sharingProblem(kind, parent, inheritance));
	return {section, problems};
};
