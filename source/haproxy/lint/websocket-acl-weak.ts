import {type Acl, aclLines} from '../acl.ts';
import type {Term} from '../condition.ts';
import {switchConditions} from '../conditions.ts';
import {aclsOf} from '../decide.ts';
import {isFrontend} from '../proxies.ts';
import type {Section, Statement} from '../types.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {wordReplacement} from './fixes.ts';
import {statementAt} from './places.ts';
import {type Weakness, weaknessOf} from './weakness.ts';

const about = (header: string, term: Term, frontend: Section): boolean =>
	(aclsOf(term, frontend) ?? []).some(acl => acl.expression?.fetch.values[0]?.toLowerCase() === header);

const halfHandshake = (scene: Scene, frontend: Section): readonly Draft[] => {
	const found = [...switchConditions(frontend)].find(([, condition]) =>
		condition?.alternatives.some(
			terms => terms.some(term => !term.negated && about('upgrade', term, frontend)) && !terms.some(term => about('connection', term, frontend)),
		),
	);
	if (!found) return [];
	return [
		{
			severity: 'note',
			location: statementAt(scene.configuration, found[0]),
			title: 'This rule looks at Upgrade only, which is half of the handshake',
			why: 'A plain request with a stray Upgrade comes here too. hdr(Connection) -i upgrade is the other half (RFC 6455 §4.2.1).',
			fixes: [],
		},
	];
};

const used = (frontend: Section): ReadonlySet<Acl> => {
	const acls = new Set<Acl>();
	for (const condition of switchConditions(frontend).values()) {
		for (const terms of condition?.alternatives ?? []) for (const term of terms) for (const acl of aclsOf(term, frontend) ?? []) acls.add(acl);
	}
	return acls;
};

const wordIndexOfPattern = ({words}: Statement): number => words.findIndex(({text}, index) => index > 1 && /\(|^path$/.test(text)) + 1;

const inLine = ({configuration}: Scene, statement: Statement, {insensitive, ...weakness}: Weakness): Draft => {
	const at = wordIndexOfPattern(statement);
	const fixes = insensitive ? [wordReplacement(configuration, statement, at, `-i ${statement.words[at]?.text ?? ''}`, 'Compare without case')] : [];
	return {...weakness, location: statementAt(configuration, statement), fixes};
};

const none: readonly Draft[] = [];

const inSection = (scene: Scene, frontend: Section): readonly Draft[] => {
	const acls = used(frontend);
	const told = new Set<string>();
	const named: Draft[] = [];
	for (const [statement, acl] of aclLines(frontend)) {
		const weakness = acls.has(acl) ? weaknessOf(acl, frontend) : undefined;
		// What a thousand lines have in common is said once.
		if (!weakness || (weakness.severity === 'note' && told.has(weakness.title))) continue;
		told.add(weakness.title);
		named.push(inLine(scene, statement, weakness));
	}
	const anonymous = [...switchConditions(frontend)].flatMap(([statement, condition]) => {
		const terms = condition?.alternatives.flat().filter(term => 'words' in term) ?? [];
		if (terms.length === 0) return none;
		const weakness = terms
			.flatMap(term => aclsOf(term, frontend) ?? [])
			.map(acl => weaknessOf(acl, frontend))
			.find(found => found !== undefined);
		return weakness
			? [{severity: weakness.severity, title: weakness.title, why: weakness.why, location: statementAt(scene.configuration, statement), fixes: []}]
			: [];
	});
	return [...named, ...anonymous, ...halfHandshake(scene, frontend)];
};

/** A test for WebSockets that misses some of them. */
export const websocketAclWeak = lintRule('config/websocket-acl-weak', scene =>
	scene.configuration.sections.filter(isFrontend).flatMap(frontend => inSection(scene, frontend)),
);
