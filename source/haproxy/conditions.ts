import {type Condition, conditionIn} from './condition.ts';
import {statementsOf} from './proxies.ts';
import {remember, tableOf} from './remember.ts';
import type {Section, Statement} from './types.ts';

type Conditions = ReadonlyMap<Statement, Condition | undefined>;

const conditionsOf = (section: Section, keyword: string): Conditions => tableOf(statementsOf(section, keyword), ({words}) => conditionIn(words, 2));

/** The conditions of a section's `use_backend` lines. */
export const switchConditions = remember((section: Section): Conditions => conditionsOf(section, 'use_backend'));

/** The conditions of a section's `use-server` lines. */
export const serverConditions = remember((section: Section): Conditions => conditionsOf(section, 'use-server'));
