import {switchConditions} from '../conditions.ts';
import {meantForWebSockets} from '../passed.ts';
import {isFrontend} from '../proxies.ts';
import type {Section, Statement} from '../types.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {alternativesOf, impliedBy, keyFor} from './implication.ts';
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
	const earlier = new Map<string, Statement>();
	return [...switchConditions(frontend)].flatMap(([statement, condition]): readonly Draft[] => {
		const backend = statement.words[1]?.text ?? '';
		const alternatives = alternativesOf(condition, frontend);
		const winners =
			alternatives?.map(keys =>
				impliedBy(keys)
					.map(key => earlier.get(key))
					.find(found => found !== undefined),
			) ?? [];
		const dynamic = backend.includes('%[') || statement.words[1]?.unknown !== undefined;
		if (!statement.maybe && !dynamic) for (const keys of alternatives ?? []) if (!earlier.has(keyFor(keys))) earlier.set(keyFor(keys), statement);
		const [above] = winners;
		if (!above || winners.includes(undefined) || above.words[1]?.text === backend) return [];
		return meantForWebSockets(scene.configuration, frontend, condition, backend) ? [draft(scene, statement, above)] : [];
	});
};

/** A rule that is meant for WebSockets, below one that matches whatever it matches. */
export const websocketRouteShadowed = lintRule('config/websocket-route-shadowed', scene =>
	scene.configuration.sections.filter(isFrontend).flatMap(frontend => inFrontend(scene, frontend)),
);
