import type {Location} from '../model.ts';
import {clean} from '../text.ts';
import {type Acl, writtenOf} from './acl.ts';
import type {Condition, Term} from './condition.ts';
import {aclsOf, termTruth} from './decide.ts';
import type {Facts} from './facts.ts';
import {fetch} from './fetch.ts';
import {backendNamed} from './proxies.ts';
import {timersOf} from './timers.ts';
import type {Configuration, Passed, Section, Statement} from './types.ts';

const webSocketWord =
	/(?:^|[^a-z])(?:wss?|sockets?|sockjs|socketio|chat|signalr|hubs?|live|realtime|stream|push|notifications?)(?:[^a-z]|$)|websocket|socket\.?io/i;
const handshakeHeader = /hdr(?:_\w+)?\((?:upgrade|connection|sec-websocket-[\w-]+)/i;
const either = new RegExp(`${webSocketWord.source}|${handshakeHeader.source}`, 'i');

/** Whether the tests of a condition look as if they were about WebSockets. */
const testsWebSockets = (condition: Condition, section: Section): boolean =>
	webSocketWord.test(condition.written) || either.test(writtenIn(condition, section));

const writtenIn = (condition: Condition, section: Section): string => {
	let written = '';
	for (const terms of condition.alternatives) {
		for (const term of terms) for (const acl of aclsOf(term, section) ?? []) written += `${acl.written} `;
	}
	return written;
};

/** Whether a rule looks as if it were meant for WebSockets. */
export const meantForWebSockets = (configuration: Configuration, section: Section, condition: Condition | undefined, backend: string): boolean => {
	const target = backendNamed(configuration, backend);
	const tunnel = target && timersOf(target).tunnel;
	if (webSocketWord.test(backend) || (tunnel && tunnel.ms !== null && tunnel.location.line > target.location.line && tunnel.section !== 'defaults'))
		return true;
	return condition !== undefined && testsWebSockets(condition, section);
};

const shown = (acl: Acl): string => (acl.location ? `${writtenOf(acl)}, line ${acl.location.line}` : writtenOf(acl));

const shownValue = (acls: readonly Acl[], facts: Facts): string => {
	const [first] = acls;
	const sample = first?.expression && fetch(first.expression, facts);
	if (!sample || sample.type === 'boolean') return '';
	return sample.values.length === 0 ? ': the request has none' : ` ${clean(sample.values.join(', '), 120)}`;
};

const explain = (term: Term, section: Section, facts: Facts): {why: string; acl?: {name: string; location: Location}} => {
	const acls = aclsOf(term, section) ?? [];
	const tests = acls.map(shown).join('; ');
	const name = 'name' in term ? `acl ${clean(term.name, 60)}${tests ? ` (${tests})` : ''}` : `{ ${tests} }`;
	const why = term.negated ? `${name} matches${shownValue(acls, facts)}, and the rule wants it not to` : `${name} does not match${shownValue(acls, facts)}`;
	const location = acls.find(acl => acl.location)?.location;
	return 'name' in term && location ? {why, acl: {name: term.name, location}} : {why};
};

const reason = (condition: Condition, section: Section, facts: Facts): {why: string; acl?: {name: string; location: Location}} => {
	if (condition.unless) return {why: `the condition ${clean(condition.written, 120)} keeps it from applying`};
	const failing = condition.alternatives.flat().find(term => termTruth(term, section, facts) === 'no');
	return failing ? explain(failing, section, facts) : {why: 'the condition does not hold'};
};

/** A `use_backend` that this request surely did not take. */
export const passedBy = (configuration: Configuration, section: Section, statement: Statement, condition: Condition, facts: Facts): Passed => {
	const backend = statement.words[1]?.text ?? '';
	const websocket = meantForWebSockets(configuration, section, condition, backend);
	return {backend, condition: condition.written, location: statement.location, websocket, ...reason(condition, section, facts)};
};

/** A `use_backend` that would match and is never reached. */
export const shadowed = (configuration: Configuration, section: Section, statement: Statement, condition: Condition | undefined, by: Statement): Passed => {
	const backend = statement.words[1]?.text ?? '';
	const above = clean(by.words.map(word => word.text).join(' '), 120);
	return {
		backend,
		condition: condition?.written ?? '',
		location: statement.location,
		why: `it is never reached: ${above} (line ${by.location.line}) matches first`,
		websocket: meantForWebSockets(configuration, section, condition, backend),
		shadowedBy: by.location,
	};
};
