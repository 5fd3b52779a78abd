import {globalLine} from '../haproxy/lint/globals.ts';
import {frontendLimit, limitIn} from '../haproxy/lint/servers.ts';
import type {Statement} from '../haproxy/types.ts';
import {poolSection, resolversSection} from './backends.ts';
import type {Sizes} from './capacity.ts';
import {clientAddress, forwardedFor, limitRules, limitTable} from './clients.ts';
import {type Edit, edited} from './edit.ts';
import {aclNames, type Existing, firstRuleLine, freeCounter, hasKeepalive, indentationOf, lastRuleLine, ruleLine} from './existing.ts';
import {keepaliveLines} from './keepalive.ts';
import type {Setup} from './model.ts';
import {unusedName} from './names.ts';
import {routingFor} from './routing.ts';
import {sectionLines} from './sections.ts';
import type {Explanation} from './types.ts';

const mark = '# WebSockets: added by ws-doctor setup.';

const inFrontend = (setup: Setup, existing: Existing, table: string): readonly Edit[] => {
	const taken = aclNames(existing);
	const {acls, isWebSocket, rules, last} = routingFor(setup, false, taken);
	const counter = freeCounter(existing);
	const limit = counter === undefined ? [] : limitRules(setup, isWebSocket.join(' '), table, counter);
	const keepalive = hasKeepalive(existing) ? [] : keepaliveLines(setup, 'cli');
	const indentation = indentationOf(existing);
	const put = (line: number, ...lines: readonly string[]): Edit => ({line, added: lines.map(each => indentation + each)});
	return [
		...(setup.clientHop > 0 ? [put(firstRuleLine(existing), mark, ...clientAddress(setup, unusedName('from_front', taken)))] : []),
		put(ruleLine(existing), mark, ...keepalive, ...acls, ...limit, ...rules),
		...(last.length > 0 ? [put(lastRuleLine(existing), ...last)] : []),
	];
};

const explicit = ['mode http', 'timeout connect 5s', 'timeout server 60s', 'timeout queue 10s', 'timeout check 5s'];

const behind = (setup: Setup, existing: Existing, table: string): Edit => {
	const resolvers = unusedName('dns', existing.taken);
	// What stands behind the last `defaults` inherits from it, whatever that is: these say for themselves what matters.
	const own = [...explicit, ...forwardedFor(setup, true)];
	const named = setup.all.some(({servers}) => servers.some(server => server.named));
	const sections = [
		...(freeCounter(existing) === undefined ? [] : limitTable(setup, table)),
		...setup.all.map(pool => poolSection(setup, pool, {secure: existing.tls, resolvers, own})),
		...(named ? [resolversSection(resolvers)] : []),
	];
	return {
		line: existing.lines.length + 1,
		added: ['', mark, ...sectionLines(sections, indentationOf(existing) || '    ')],
	};
};

const raised = ({lines}: Existing, {location, words}: Statement, to: number): Edit => {
	const [line, column] = [lines[location.line - 1] ?? '', (words[1]?.column ?? 1) - 1];
	return {
		line: location.line,
		replaces: true,
		added: [line.slice(0, column).replace(/\r$/, '') + line.slice(column).replace(/^\S+/, String(to)).replace(/\r$/, '')],
	};
};

type Raise = {readonly edit: Edit; readonly explanation: Explanation};

const raise = (existing: Existing, statement: Statement | undefined, enough: number, by: number): readonly Raise[] => {
	const limit = limitIn(statement?.words[1]?.text);
	if (!statement || limit === undefined || limit >= enough) return [];
	const to = limit + by;
	const says = `${statement.words[0]?.text} in line ${statement.location.line} goes from ${limit} to ${to}: what it held for so far stays, and the WebSockets come on top.`;
	return [{edit: raised(existing, statement, to), explanation: {topic: 'maxconn', says}}];
};

const limits = (existing: Existing, {maxconn, descriptors}: Sizes): readonly Raise[] => {
	const {configuration, frontend} = existing;
	const [process, own] = [globalLine(configuration, 'maxconn'), frontendLimit(frontend)?.statement];
	return [
		...raise(existing, process, maxconn, maxconn),
		...(own === process ? [] : raise(existing, own, maxconn, maxconn)),
		...['ulimit-n', 'fd-hard-limit'].flatMap(keyword => raise(existing, globalLine(configuration, keyword), descriptors, descriptors)),
	];
};

/** The existing file with what WebSockets need, and the diff; nothing else of it changes. */
export const changedFile = (setup: Setup, existing: Existing, text: string, sizes: Sizes) => {
	const table = unusedName('websocket_clients', existing.taken);
	const raises = limits(existing, sizes);
	const full = freeCounter(existing) === undefined && setup.perClient > 0;
	const explanations: readonly Explanation[] = [
		...raises.map(({explanation}) => explanation),
		...(full ? [{topic: 'limit', advice: true as const, says: 'All three counters of the frontend are in use: no limit for one client was added.'}] : []),
	];
	return {
		...edited(existing.name, text, [...raises.map(({edit}) => edit), ...inFrontend(setup, existing, table), behind(setup, existing, table)]),
		explanations,
	};
};
