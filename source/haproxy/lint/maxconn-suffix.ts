import {sectionsWith, statementsOf} from '../statements.ts';
import {parseSize} from '../time.ts';
import type {Statement} from '../types.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {wordReplacement} from './fixes.ts';
import {wordsAt} from './places.ts';
import {indexAfter} from './servers.ts';
import {lineWords} from './words.ts';

const keywords = ['maxconn', 'server', 'server-template', 'default-server'];
const suffixed = /^(\d+)([kmg])$/i;
const factors: Readonly<Record<string, number>> = {k: 1000, m: 1_000_000, g: 1_000_000_000};

const indexIn = (statement: Statement): number => (statement.words[0]?.text === 'maxconn' ? 1 : indexAfter(statement, 'maxconn'));

const none: readonly Draft[] = [];

const draft = ({configuration}: Scene, statement: Statement): readonly Draft[] => {
	const index = indexIn(statement);
	if (index < 0) return none;
	const text = statement.words[index]?.text ?? '';
	const [, digits, suffix = ''] = suffixed.exec(text) ?? [];
	if (digits === undefined || parseSize(text) === undefined) return none;
	const limit = Number(digits) * (factors[suffix.toLowerCase()] ?? 1);
	return [
		{
			severity: 'problem',
			location: wordsAt(configuration, statement, index),
			title: `maxconn ${text} is ${digits} connections up to HAProxy 2.6`,
			why: `Up to 2.6 the suffix is dropped without a word (${lineWords(statement).slice(0, 80)}); 2.8 and later refuse it in global.`,
			fixes: [wordReplacement(configuration, statement, index, String(limit), 'Write the number out')],
		},
	];
};

/** `maxconn 10k` is read as 10. */
export const maxconnSuffix = lintRule(
	'config/maxconn-suffix',
	scene =>
		keywords.flatMap(keyword =>
			sectionsWith(scene.configuration, keyword).flatMap(section => statementsOf(section, keyword).flatMap(line => draft(scene, line))),
		),
	/maxconn\s+\d+[kmg]/i,
);
