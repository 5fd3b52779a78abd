import type {Word} from './types.ts';

/** One word of a condition: a named ACL, or an anonymous one between braces. */
export type Term = {readonly negated: boolean} & ({readonly name: string; readonly unknown?: boolean} | {readonly words: readonly Word[]});

/** Terms side by side are and-ed, `or` separates the alternatives (manual §7.2). */
export type Condition = {readonly unless: boolean; readonly alternatives: ReadonlyArray<readonly Term[]>; readonly written: string; readonly problem?: string};

const written = (words: readonly Word[], from: number) => {
	let text = words[from]?.text ?? '';
	for (let at = from + 1; at < words.length; at += 1) text += ` ${words[at]?.text}`;
	return text;
};

const isOr = ({text}: Word) => text.length === 2 && (text === '||' || text.toLowerCase() === 'or');

/** The index of a word from a place on, -1 where there is none. */
const indexOfText = (words: readonly Word[], from: number, text: string): number => {
	for (let at = from; at < words.length; at += 1) if (words[at]?.text === text) return at;
	return -1;
};

type Reading = {readonly words: readonly Word[]; at: number; negated: boolean; alternatives: Term[][]; problem?: string};

const push = (reading: Reading, term: Term) => {
	reading.alternatives.at(-1)?.push(term);
	reading.negated = false;
};

const anonymous = (reading: Reading) => {
	const end = indexOfText(reading.words, reading.at + 1, '}');
	if (end < 0) reading.problem = "missing closing '}'";
	const stop = end < 0 ? reading.words.length : end;
	push(reading, {negated: reading.negated, words: reading.words.slice(reading.at + 1, stop)});
	reading.at = stop;
};

const isNegation = (text: string) => text.charCodeAt(0) === 33;

const take = (reading: Reading, word: Word) => {
	if (isOr(word)) return void reading.alternatives.push([]);
	const name = isNegation(word.text) ? word.text.replace(/^!+/, '') : word.text;
	if ((word.text.length - name.length) % 2 === 1) reading.negated = !reading.negated;
	if (name === '{') return anonymous(reading);
	if (name === '') return;
	const {negated} = reading;
	push(reading, word.unknown === undefined ? {negated, name} : {negated, name, unknown: true});
};

const isEmpty = (terms: readonly Term[]) => terms.length === 0;

/** Reads the condition that starts with the word `if` or `unless`, which stands at `start`. */
const conditionAt = (words: readonly Word[], start: number): Condition => {
	const unless = words[start]?.text === 'unless';
	const reading: Reading = {words, at: start + 1, negated: false, alternatives: [[]]};
	for (let word = words[reading.at]; word; word = words[++reading.at]) take(reading, word);
	// A condition without any term never holds (measured on 2.6).
	const alternatives = reading.alternatives.some(isEmpty) ? reading.alternatives.filter(terms => !isEmpty(terms)) : reading.alternatives;
	const condition = {unless, alternatives, written: written(words, unless ? start : start + 1)};
	return reading.problem ? {...condition, problem: reading.problem} : condition;
};

/** Where the condition of a line starts, searched from a word on; -1 when it has none. */
export const conditionStart = (words: readonly Word[], from: number): number => {
	for (let at = from; at < words.length; at += 1) if (words[at]?.text === 'if' || words[at]?.text === 'unless') return at;
	return -1;
};

/** The condition of a line, searched from a word on; undefined when it has none. */
export const conditionIn = (words: readonly Word[], from: number): Condition | undefined => {
	const at = conditionStart(words, from);
	return at < 0 ? undefined : conditionAt(words, at);
};
