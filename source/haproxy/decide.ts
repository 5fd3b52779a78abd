import {type Acl, aclOf, aclsNamed, matches} from './acl.ts';
import type {Condition, Term} from './condition.ts';
import type {Facts} from './facts.ts';
import {remember} from './remember.ts';
import {and, anyOf, not} from './truth.ts';
import type {Section, Truth, Word} from './types.ts';

const anonymous = remember((term: Term & {readonly words: readonly Word[]}): readonly Acl[] => [aclOf(term.words)]);

/** The ACL lines behind one term of a condition. */
export const aclsOf = (term: Term, section: Section): readonly Acl[] | undefined => {
	if ('words' in term) return anonymous(term);
	return term.unknown ? undefined : aclsNamed(section, term.name);
};

/** Whether one term holds, its `!` included. */
export const termTruth = (term: Term, section: Section, facts: Facts): Truth => {
	const acls = aclsOf(term, section);
	const truth = acls === undefined ? 'unknown' : anyOf(acls, acl => matches(acl, facts));
	return term.negated ? not(truth) : truth;
};

const allOf = (terms: readonly Term[], section: Section, facts: Facts): Truth => {
	let result: Truth = 'yes';
	for (let at = 0; at < terms.length; at += 1) {
		result = and(result, termTruth(terms[at] as Term, section, facts));
		if (result === 'no') return 'no';
	}
	return result;
};

/** Whether a condition holds for a request, with the ACLs of the section it stands in; without a condition it does. */
export const decide = (condition: Condition | undefined, section: Section, facts: Facts): Truth => {
	if (!condition) return 'yes';
	const truth = anyOf(condition.alternatives, terms => allOf(terms, section, facts));
	return condition.unless ? not(truth) : truth;
};
