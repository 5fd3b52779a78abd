import type {Word} from './types.ts';

/** One word of a condition: a named ACL, or an anonymous one between braces. */
export type Term = {readonly negated: boolean} & ({readonly name: string; readonly unknown?: boolean} | {readonly words: readonly Word[]});

/** Terms side by side are and-ed, `or` separates the alternatives (manual §7.2). */
export type Condition = {readonly unless: boolean; readonly alternatives: ReadonlyArray<readonly Term[]>; readonly written: string; readonly problem?: string};

const written = (words: readonly Word[]) => words.map(word => word.text).join(' ');

const isOr = (word: Word) => word.text === '||' || word.text.toLowerCase() === 'or';

type Reading = {readonly words: readonly Word[]; at: number; negated: boolean; alternatives: Term[][]; problem?: string};

const push = (reading: Reading, term: Term) => {
	reading.alternatives.at(-1)?.push(term);
	reading.negated = false;
};

const anonymous = (reading: Reading) => {
	const end = reading.words.findIndex((word, index) => index > reading.at && word.text === '}');
	if (end < 0) reading.problem = "missing closing '}'";
	const stop = end < 0 ? reading.words.length : end;
	push(reading, {negated: reading.negated, words: reading.words.slice(reading.at + 1, stop)});
	reading.at = stop;
};

const take = (reading: Reading, word: Word) => {
	if (isOr(word)) return void reading.alternatives.push([]);
	const name = word.text.replace(/^!+/, '');
	if ((word.text.length - name.length) % 2 === 1) reading.negated = !reading.negated;
	if (name === '{') return anonymous(reading);
	if (name !== '') push(reading, {negated: reading.negated, name, ...(word.unknown === undefined ? {} : {unknown: true})});
};

/** Reads the condition that starts at the word `if` or `unless`. */
export const conditionOf = (words: readonly Word[]): Condition => {
	const unless = words[0]?.text === 'unless';
	const reading: Reading = {words: words.slice(1), at: 0, negated: false, alternatives: [[]]};
	for (let word = reading.words[0]; word; word = reading.words[++reading.at]) take(reading, word);
	const text = `${unless ? 'unless ' : ''}${written(reading.words)}`;
	// A condition without any term never holds (measured on 2.6).
	const alternatives = reading.alternatives.filter(terms => terms.length > 0);
	return {unless, alternatives, written: text, ...(reading.problem ? {problem: reading.problem} : {})};
};

/** The condition of a line, searched from a word on; undefined when it has none. */
export const conditionIn = (words: readonly Word[], from: number): Condition | undefined => {
	const at = words.findIndex((word, index) => index >= from && (word.text === 'if' || word.text === 'unless'));
	return at < 0 ? undefined : conditionOf(words.slice(at));
};
