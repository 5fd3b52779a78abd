import {statementsOf} from '../proxies.ts';
import type {Configuration, Statement} from '../types.ts';

/** The line of a keyword in `global` that is in force: the last one. */
export const globalLine = ({sections}: Configuration, keyword: string): Statement | undefined =>
	sections
		.filter(({kind}) => kind === 'global')
		.flatMap(section => statementsOf(section, keyword))
		.at(-1);
