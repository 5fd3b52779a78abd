import {type Condition, conditionIn} from './condition.ts';
import {statementsOf} from './proxies.ts';
import {remember} from './remember.ts';
import type {Section, Statement} from './types.ts';

/** The conditions of a section's `use_backend` lines. */
export const switchConditions = remember(
	(section: Section): ReadonlyMap<Statement, Condition | undefined> =>
		new Map(statementsOf(section, 'use_backend').map(statement => [statement, conditionIn(statement.words, 2)])),
);
