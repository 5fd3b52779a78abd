import {bindsOf} from '../haproxy/addresses.ts';
import {noticesVanishedClients} from '../haproxy/lint/keepalive.ts';
import {parseConfiguration} from '../haproxy/parse.ts';
import {frontends, modeOf} from '../haproxy/proxies.ts';
import type {Configuration, Section} from '../haproxy/types.ts';
import type {ConfigurationText} from '../model.ts';
import {UsageError} from '../usage-error.ts';

/** The existing file, and the frontend in it that clients meet. */
export type Existing = {
	readonly name: string;
	readonly lines: readonly string[];
	readonly configuration: Configuration;
	readonly frontend: Section;
	/** Names of its sections. */
	readonly taken: ReadonlySet<string>;
	readonly tls: boolean;
};

const choose = (configuration: Configuration, name: string): Section => {
	const all = frontends(configuration).filter(section => modeOf(section) === 'http');
	const names = all.map(each => each.name).join(', ');
	const found = name === '*' ? all : all.filter(each => each.name === name);
	const [first, second] = found;
	if (first && !second) return first;
	if (first) throw new UsageError(`The file has ${found.length} frontends that speak HTTP: expected "frontend" to be one of ${names}.`);
	throw new UsageError(
		all.length === 0
			? 'The file has no frontend that speaks HTTP: expected one, or "mode": "new".'
			: `The file has no HTTP frontend of the name ${name}: expected one of ${names}.`,
	);
};

const endOf = ({sections}: Configuration, section: Section, lines: readonly string[]) =>
	(sections[sections.indexOf(section) + 1]?.location.line ?? lines.length + 1) - 1;

const refuseConditional = (section: Section, lines: readonly string[], end: number) => {
	const own = lines.slice(section.location.line, end);
	if (section.maybe || own.some(line => /^\s*\.(if|else|elif|endif)\b/.test(line))) {
		throw new UsageError(
			`${section.kind} ${section.name} has .if blocks, in which no line can be added safely: expected a section without them, or "mode": "new" as a pattern to copy from.`,
		);
	}
};

/** Reads the file that is added to. Throws a `UsageError` of one sentence where nothing can be added safely. */
export const readExisting = (file: ConfigurationText['files'][number], name: string): Existing => {
	const configuration = parseConfiguration({files: [file]});
	const [problem] = configuration.problems;
	if (problem)
		throw new UsageError(
			`${file.name}:${problem.location.line} is refused by HAProxy as it is (${problem.says}): expected a file that is valid before anything is added.`,
		);
	const frontend = choose(configuration, name);
	const lines = file.text.replace(/\n$/, '').split('\n');
	refuseConditional(frontend, lines, endOf(configuration, frontend, lines));
	const binds = bindsOf(frontend);
	const onTls = binds.filter(({ssl}) => ssl);
	const redirects = frontend.statements.some(({words}) => words.some(({text}) => text === 'https' || text === 'ssl_fc'));
	return {
		name: file.name,
		lines,
		configuration,
		frontend,
		taken: new Set(configuration.sections.map(section => section.name)),
		tls: onTls.length > 0 && (onTls.length === binds.length || redirects),
	};
};

// HAProxy runs http-request rules before these, wherever they stand, and warns of any that stand behind them.
const later: ReadonlySet<string> = new Set(['redirect', 'use_backend', 'use-server', 'default_backend']);

const isRemark = (line: string | undefined) => line !== undefined && /^\s*#/.test(line);

/** The line before a statement and the remarks on it; behind the last statement where there is none. */
const above = ({frontend, lines}: Existing, keywords: ReadonlySet<string>): number => {
	const first = frontend.statements.find(({words}) => keywords.has(words[0]?.text ?? ''));
	if (!first) return (frontend.statements.at(-1)?.location.line ?? frontend.location.line) + 1;
	let line = first.location.line;
	while (isRemark(lines[line - 2])) line -= 1;
	return line;
};

/** The line before which rules are added: above what has to stand behind them. */
export const ruleLine = (existing: Existing): number => above(existing, later);

/** The line before which the client's address is read: above rules that may take it away. */
export const firstRuleLine = (existing: Existing): number => above(existing, new Set([...later, 'http-request']));

/** The line before which the rule for every other path is added: behind the rules that are there, so that none of them loses what it has. */
export const lastRuleLine = (existing: Existing): number => {
	const last = existing.frontend.statements.findLast(({words}) => words[0]?.text === 'use_backend');
	return last ? last.location.line + 1 : ruleLine(existing);
};

/** How the lines of the frontend are indented. */
export const indentationOf = ({frontend, lines}: Existing): string =>
	/^[ \t]*/.exec(lines[(frontend.statements[0]?.location.line ?? 0) - 1] ?? '')?.[0] ?? '    ';

/** Names of ACLs that the frontend has: one more of the same name would be an "or". */
export const aclNames = ({frontend}: Existing): ReadonlySet<string> =>
	new Set(frontend.statements.flatMap(({words: [keyword, name]}) => (keyword?.text === 'acl' && name ? [name.text] : [])));

const countersIn = (section: Section | undefined): readonly string[] =>
	section
		? [...section.statements.flatMap(({words}) => words.flatMap(({text}) => /^track-sc(\d)$/.exec(text)?.[1] ?? [])), ...countersIn(section.defaults)]
		: [];

/** The first of HAProxy's three counters that the frontend does not use. */
export const freeCounter = ({frontend}: Existing): number | undefined => {
	const used = countersIn(frontend);
	return [0, 1, 2].find(counter => !used.includes(String(counter)));
};

/** Whether TCP keepalive is on for its clients. */
export const hasKeepalive = ({frontend}: Existing): boolean => noticesVanishedClients(frontend);
