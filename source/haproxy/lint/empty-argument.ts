import type {Statement, Word} from '../types.ts';
import {atLeast} from '../version.ts';
import {hasQuotes} from '../vocabulary.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {placeOf, wordsAt} from './places.ts';
import {listWords} from './words.ts';

const alone = /^\$(?:\{[A-Za-z_]\w*\}|[A-Za-z_]\w*)$/;

const cut = ({configuration, version}: Scene, statement: Statement): readonly Draft[] => {
	const [, ...lost] = statement.ignored ?? [];
	if (statement.ignored === undefined) return [];
	const dropped = lost.length > 0 ? `: ${listWords(lost.map(({text}) => text))} ${lost.length === 1 ? 'is' : 'are'} not read` : '';
	return [
		{
			severity: lost.length > 0 || atLeast(version, 3, 3) ? 'problem' : 'risk',
			location: wordsAt(configuration, {...statement, words: [...statement.words, ...statement.ignored]}, statement.words.length),
			title: `An empty argument ends this line${dropped}`,
			why: 'A variable without a value leaves an empty argument. HAProxy up to 3.2 takes that as the end of the line without a word; 3.3 and later refuse it.',
			fixes: [],
		},
	];
};

const isAlone = ({text, unknown}: Word) => unknown !== undefined && alone.test(text);

const none: readonly Draft[] = [];

// Whether it is set is known where HAProxy runs, not in the files.
const mayCut = ({configuration}: Scene, statement: Statement): readonly Draft[] => {
	const {words} = statement;
	const index = words.findIndex(isAlone);
	const word = words[index];
	if (!word || index === words.length - 1) return none;
	return [
		{
			severity: 'note',
			location: wordsAt(configuration, statement, index),
			title: `Without ${word.unknown} in its environment HAProxy does not read the rest of this line`,
			why: `Up to 3.2 an empty argument ends a line silently; 3.3 and later refuse it. A default helps against an unset variable (2.5 and later): "\${${word.unknown}-value}" (${placeOf(statement.location)}).`,
			fixes: [],
		},
	];
};

/** An argument that is empty, or may be. */
export const emptyArgument = lintRule('config/empty-argument', scene =>
	(hasQuotes(scene.configuration) ? scene.configuration.sections : []).flatMap(({statements}) =>
		statements.flatMap(statement => (statement.ignored ? cut(scene, statement) : mayCut(scene, statement))),
	),
);
