import {type Server, serversOf} from './addresses.ts';
import {serverConditions} from './conditions.ts';
import {decide} from './decide.ts';
import type {Facts} from './facts.ts';
import {inForce} from './proxies.ts';
import {hasLines} from './statements.ts';
import type {Section, Statement} from './types.ts';

/** The servers of a backend that a request may take; `rule` is the `use-server` that surely decides it, as long as that server is up. */
export type Choice = {readonly servers: readonly Server[]; readonly rule?: Statement};

const nameOf = ({words}: Statement) => words[1]?.text ?? '';

// A cookie that the client brings goes before the rules, and nobody knows whether it has one.
const mayBePinned = (backend: Section, facts: Facts) => facts.open && inForce(backend, 'cookie').length > 0;

const named = (servers: readonly Server[], rule: Statement): readonly Server[] => {
	const [, name] = rule.words;
	const dynamic = !name || name.unknown !== undefined || name.text.includes('%[');
	return dynamic ? servers : servers.filter(({statement}) => statement.words[0]?.text === 'server' && nameOf(statement) === name.text);
};

const choose = (backend: Section, facts: Facts): Choice => {
	const all = serversOf(backend);
	const found = new Set<Server>();
	for (const [rule, condition] of serverConditions(backend)) {
		const truth = decide(condition, backend, facts);
		if (truth === 'no') continue;
		const servers = named(all, rule);
		for (const server of servers) found.add(server);
		if (truth !== 'yes' || rule.maybe || servers.length !== 1) continue;
		return found.size === 1 && !mayBePinned(backend, facts) ? {servers, rule} : {servers: mayBePinned(backend, facts) ? all : [...found]};
	}
	return {servers: all};
};

/** Which servers a request may take: what `use-server` decides, else all (manual §4.2). Whether they are up is not in the files. */
export const serversFor = (backend: Section, facts: Facts): Choice =>
	!hasLines(backend, 'use-server') ? {servers: serversOf(backend)} : choose(backend, facts);
