import {switchConditions} from '../conditions.ts';
import {meantForWebSockets} from '../passed.ts';
import {isFrontend} from '../proxies.ts';
import type {Section, Statement} from '../types.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {addAbove, alternativesOf, impliedBy, nothingAbove} from './implication.ts';
import {placeOf, statementAt} from './places.ts';
import {lineWords} from './words.ts';

const draft = ({configuration}: Scene, statement: Statement, above: Statement): Draft => ({
	severity: 'problem',
	location: statementAt(configuration, statement),
	title: `This rule is never reached: ${lineWords(above)} (${placeOf(above.location)}) always matches first`,
	why: 'use_backend rules are tried in their order and the first match wins. Put the special one above the general one.',
	fixes: [],
});

const inFrontend = (scene: Scene, frontend: Section): readonly Draft[] => {
	const earlier = nothingAbove<Statement>();
	const drafts: Draft[] = [];
	switchConditions(frontend).forEach((condition, statement) => {
		const target = statement.words[1];
		const backend = target?.text ?? '';
		const alternatives = alternativesOf(condition, frontend);
		const above = impliedBy(earlier, alternatives);
		const shadowed = above && above.words[1]?.text !== backend && meantForWebSockets(scene.configuration, frontend, condition, backend);
		if (shadowed) drafts.push(draft(scene, statement, above));
		const dynamic = target?.unknown !== undefined || backend.includes('%[');
		if (!statement.maybe && !dynamic) addAbove(earlier, alternatives, statement);
	});
	return drafts;
};

/** A rule that is meant for WebSockets, below one that matches whatever it matches. */
export const websocketRouteShadowed = lintRule('config/websocket-route-shadowed', scene =>
	scene.configuration.sections.filter(isFrontend).flatMap(frontend => inFrontend(scene, frontend)),
);
