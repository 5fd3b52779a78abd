import {clean} from '../text.ts';
import {aclsNamed} from './acl.ts';
import type {Condition, Term} from './condition.ts';
import {sampleExpression} from './sample.ts';
import type {Section, Statement} from './types.ts';

// HAProxy resolves names while it reads: an ACL has to stand above its use.
const isDefined = (name: string, section: Section, {location}: Statement): boolean => {
	const acls = aclsNamed(section, name);
	const first = acls?.[0]?.location;
	return acls !== undefined && (first === undefined || first.line < location.line || first.file !== location.file);
};

const termProblem = (term: Term, section: Section, statement: Statement): string | undefined => {
	if ('words' in term) {
		const first = term.words[0];
		if (first?.unknown !== undefined) return undefined;
		return sampleExpression(first?.text ?? '') ? undefined : `no sample fetch in '{ ${clean(term.words.map(word => word.text).join(' '), 60)} }'`;
	}
	return term.unknown || isDefined(term.name, section, statement) ? undefined : `no ACL '${clean(term.name, 60)}' above this line`;
};

/** Why HAProxy refuses a condition, or undefined. */
export const conditionProblem = (condition: Condition | undefined, section: Section, statement: Statement): string | undefined => {
	if (!condition) return undefined;
	const {alternatives} = condition;
	const terms = alternatives.length === 1 ? alternatives[0] : alternatives.flat();
	const refused = terms?.find(term => termProblem(term, section, statement) !== undefined);
	return refused ? termProblem(refused, section, statement) : condition.problem;
};
