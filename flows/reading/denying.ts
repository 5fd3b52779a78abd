import {conditionIn} from '../../source/haproxy/condition.ts';
import {aclsOf, decide} from '../../source/haproxy/decide.ts';
import {factsOf} from '../../source/haproxy/facts.ts';
import {rulesIn, valueAfter} from '../../source/haproxy/lint/servers.ts';
import {requestOf} from '../../source/haproxy/request.ts';
import type {Section, Statement} from '../../source/haproxy/types.ts';
import type {ConfigurationText, Location} from '../../source/model.ts';
import {clean} from '../../source/text.ts';
import {routesMet} from './configuration.ts';

/** A rule of HAProxy's that refuses requests, and what its condition looks at. */
export type Denial = {
	readonly location: Location;
	/** The line as written. */
	readonly says: string;
	/** The status it answers with; undefined where it closes without a word. */
	readonly status: number | undefined;
	readonly about: 'rate' | 'origin' | 'credentials' | 'other';
};

// What each action answers unless told otherwise (manual §4.2, http-request).
const statuses: Readonly<Record<string, number | undefined>> = {deny: 403, tarpit: 500, auth: 401, reject: undefined, 'silent-drop': undefined, return: 200};

const textOf = ({words}: Statement): string => clean(words.map(({text}) => text).join(' '), 300);

/** A condition with the ACLs behind its names. */
const testsOf = (statement: Statement, section: Section): string => {
	const condition = conditionIn(statement.words, 2);
	const acls = condition?.alternatives.flat().flatMap(term => aclsOf(term, section) ?? []) ?? [];
	return `${condition?.written ?? ''} ${acls.flatMap(({words}) => words.map(({text}) => text)).join(' ')}`;
};

const subjects: ReadonlyArray<readonly [Denial['about'], RegExp]> = [
	['rate', /\b(?:sc\d?_|src_)(?!get_gpc|inc_|clr_)?\w*(?:rate|cnt|conn|cur|gpc|gpt)|\btable_|\bfe_(?:conn|req)|\bbe_(?:conn|sess)/],
	['origin', /hdr(?:_\w+)?\(origin/i],
	['credentials', /http_auth|hdr(?:_\w+)?\((?:authorization|cookie|x-api-key)|cook(?:ie)?\(|urlp\((?:\w*token|access_key)/i],
];

const denialOf = (statement: Statement, section: Section): Denial | undefined => {
	const action = statement.words[1]?.text ?? '';
	if (!Object.hasOwn(statuses, action)) return;
	const written = valueAfter(statement, action === 'return' ? 'status' : 'deny_status');
	const tests = testsOf(statement, section);
	const about = action === 'auth' ? 'credentials' : (subjects.find(([, pattern]) => pattern.test(tests))?.[0] ?? 'other');
	return {location: statement.location, says: textOf(statement), status: written === undefined ? statuses[action] : Number(written), about};
};

/** The rules on the way of a URL's request that refuse, or may refuse, it; those whose condition surely fails are left out. */
export const denialsOn = (config: ConfigurationText | undefined, url: string | undefined, haproxy?: string): readonly Denial[] => {
	if (!config || !url) return [];
	const {routes} = routesMet(config, url, haproxy);
	const sections = new Set(routes.flatMap(({frontend, backend}) => [frontend, backend]));
	const facts = factsOf(requestOf(url, haproxy));
	return [...sections].flatMap(section =>
		rulesIn(section, 'http-request')
			.filter(statement => decide(conditionIn(statement.words, 2), section, facts) !== 'no')
			.flatMap(statement => denialOf(statement, section) ?? []),
	);
};
