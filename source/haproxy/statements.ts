import {inTable, remember, rememberText} from './remember.ts';
import type {Configuration, Layout, Section, Statement} from './types.ts';

const layoutFrom = (keywords: readonly string[]): Layout => {
	const layout = new Map<string, number[]>();
	keywords.forEach((keyword, index) => {
		inTable(layout, keyword, () => []).push(index);
	});
	return layout;
};

// No word has a NUL in it.
const sharedLayout = rememberText((keywords: string): Layout => layoutFrom(keywords.split('\0')));

// Longer sections are hardly alike.
const long = 30;
const keywordOf = ({words}: Statement): string => words[0]?.text ?? '';

export const emptyLayout: Layout = new Map();

/** Where the lines of each keyword stand: thousands of backends have the same keywords in the same order, and share one layout. */
export const layoutOf = (statements: readonly Statement[]): Layout => {
	if (statements.length > long) return layoutFrom(statements.map(keywordOf));
	return statements.length === 0 ? emptyLayout : sharedLayout(statements.map(keywordOf).join('\0'));
};

const none: readonly Statement[] = [];

/** The section's own lines of one keyword, in order. */
export const statementsOf = ({layout, statements}: Section, keyword: string): readonly Statement[] =>
	layout.get(keyword)?.map(place => statements[place] as Statement) ?? none;

/** Whether the section itself has lines of a keyword. */
export const hasLines = ({layout}: Section, keyword: string): boolean => layout.has(keyword);

const byKeyword = remember(({sections}: Configuration): ReadonlyMap<string, readonly Section[]> => {
	const index = new Map<string, Section[]>();
	for (const section of sections) {
		section.layout.forEach((_places, keyword) => {
			inTable(index, keyword, () => []).push(section);
		});
	}
	return index;
});

const nowhere: readonly Section[] = [];

/** The sections that have lines of a keyword, in order: most rules care for a few of thousands. */
export const sectionsWith = (configuration: Configuration, keyword: string): readonly Section[] => byKeyword(configuration).get(keyword) ?? nowhere;

/** Every keyword of the files. */
export const keywordsIn = (configuration: Configuration): readonly string[] => [...byKeyword(configuration).keys()];
