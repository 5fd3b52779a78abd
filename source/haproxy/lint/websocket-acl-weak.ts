import {type Acl, aclLines} from '../acl.ts';
import type {Term} from '../condition.ts';
import {switchConditions} from '../conditions.ts';
import {aclsOf} from '../decide.ts';
import {isFrontend} from '../proxies.ts';
import {remember} from '../remember.ts';
import type {Section, Statement} from '../types.ts';
import {mayHave} from '../vocabulary.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {wordReplacement} from './fixes.ts';
import {statementAt} from './places.ts';
import {type Weakness, weaknessOf} from './weakness.ts';

const about = (header: string, term: Term, frontend: Section): boolean =>
	(aclsOf(term, frontend) ?? []).some(acl => acl.expression?.fetch.values[0]?.toLowerCase() === header);

const none: readonly Draft[] = [];

const isHalf = (terms: readonly Term[], frontend: Section): boolean =>
	terms.some(term => !term.negated && about('upgrade', term, frontend)) && !terms.some(term => about('connection', term, frontend));

const halfHandshake = (scene: Scene, frontend: Section): readonly Draft[] => {
	if (!mayHave(scene.configuration, /upgrade/i)) return none;
	for (const [statement, condition] of switchConditions(frontend)) {
		if (!condition?.alternatives.some(terms => isHalf(terms, frontend))) continue;
		return [
			{
				severity: 'note',
				location: statementAt(scene.configuration, statement),
				title: 'This rule looks at Upgrade only, which is half of the handshake',
				why: 'A plain request with a stray Upgrade comes here too. hdr(Connection) -i upgrade is the other half (RFC 6455 §4.2.1).',
				fixes: [],
			},
		];
	}
	return none;
};

const used = remember((frontend: Section): ReadonlySet<Acl> => {
	const acls = new Set<Acl>();
	for (const condition of switchConditions(frontend).values()) {
		for (const terms of condition?.alternatives ?? []) for (const term of terms) for (const acl of aclsOf(term, frontend) ?? []) acls.add(acl);
	}
	return acls;
});

const wordIndexOfPattern = ({words}: Statement): number => words.findIndex(({text}, index) => index > 1 && /\(|^path$/.test(text)) + 1;

const inLine = ({configuration}: Scene, statement: Statement, {insensitive, ...weakness}: Weakness): Draft => {
	const at = wordIndexOfPattern(statement);
	const fixes = insensitive ? [wordReplacement(configuration, statement, at, `-i ${statement.words[at]?.text ?? ''}`, 'Compare without case')] : [];
	return {...weakness, location: statementAt(configuration, statement), fixes};
};

const named = (scene: Scene, frontend: Section): readonly Draft[] => {
	const told = new Set<string>();
	const drafts: Draft[] = [];
	aclLines(frontend).forEach((acl, statement) => {
		const weakness = weaknessOf(acl, frontend);
		// What a thousand lines have in common is said once.
		if (!weakness || !used(frontend).has(acl) || (weakness.severity === 'note' && told.has(weakness.title))) return;
		told.add(weakness.title);
		drafts.push(inLine(scene, statement, weakness));
	});
	return drafts;
};

const isAnonymous = (term: Term) => 'words' in term;

const weaknessIn = (terms: readonly Term[], frontend: Section): Weakness | undefined =>
	terms
		.filter(isAnonymous)
		.flatMap(term => aclsOf(term, frontend) ?? [])
		.map(acl => weaknessOf(acl, frontend))
		.find(weakness => weakness !== undefined);

const anonymous = (scene: Scene, frontend: Section): readonly Draft[] => {
	const drafts: Draft[] = [];
	switchConditions(frontend).forEach((condition, statement) => {
		const weakness = condition?.alternatives.some(terms => terms.some(isAnonymous)) ? weaknessIn(condition.alternatives.flat(), frontend) : undefined;
		if (!weakness) return;
		const {severity, title, why} = weakness;
		drafts.push({severity, title, why, location: statementAt(scene.configuration, statement), fixes: []});
	});
	return drafts;
};

const inSection = (scene: Scene, frontend: Section): readonly Draft[] => [
	...named(scene, frontend),
	...anonymous(scene, frontend),
	...halfHandshake(scene, frontend),
];

/** A test for WebSockets that misses some of them. */
export const websocketAclWeak = lintRule('config/websocket-acl-weak', scene =>
	scene.configuration.sections.filter(isFrontend).flatMap(frontend => inSection(scene, frontend)),
);
