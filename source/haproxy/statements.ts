import {inTable, remember, rememberText} from './remember.ts';
import type {Configuration, Section, Statement} from './types.ts';

/** Where the lines of each keyword stand in a section. */
type Layout = ReadonlyMap<string, readonly number[]>;

// No word has a NUL in it, and no section without lines gets here.
const layoutFrom = rememberText((keywords: string): Layout => {
	const layout = new Map<string, number[]>();
	keywords.split('\0').forEach((keyword, index) => {
		const places = layout.get(keyword);
		if (places) places.push(index);
		else layout.set(keyword, [index]);
	});
	return layout;
});

// Thousands of backends have the same keywords in the same order: they share one layout.
const layoutOf = remember(({statements}: Section): Layout => {
	let keywords = statements[0]?.words[0]?.text ?? '';
	for (let at = 1; at < statements.length; at += 1) keywords += `\0${statements[at]?.words[0]?.text}`;
	return layoutFrom(keywords);
});

const groupsOf = remember(({statements}: Section): ReadonlyMap<string, readonly Statement[]> => {
	const groups = new Map<string, Statement[]>();
	for (const statement of statements) {
		const keyword = statement.words[0]?.text ?? '';
		const group = groups.get(keyword);
		if (group) group.push(statement);
		else groups.set(keyword, [statement]);
	}
	return groups;
});

// Longer sections are hardly alike.
const long = 30;
const none: readonly Statement[] = [];

const laidOut = (section: Section, keyword: string): readonly Statement[] => {
	const places = section.statements.length === 0 ? undefined : layoutOf(section).get(keyword);
	if (places === undefined) return none;
	return places.map(place => section.statements[place] as Statement);
};

/** The section's own lines of one keyword, in order. */
export const statementsOf = (section: Section, keyword: string): readonly Statement[] =>
	section.statements.length > long ? (groupsOf(section).get(keyword) ?? none) : laidOut(section, keyword);

const byKeyword = remember(({sections}: Configuration): ReadonlyMap<string, readonly Section[]> => {
	const index = new Map<string, Section[]>();
	sections.forEach(section => {
		const groups = section.statements.length > long ? groupsOf(section) : layoutOf(section);
		groups.forEach((_lines, keyword) => {
			inTable(index, keyword, () => []).push(section);
		});
	});
	return index;
});

const nowhere: readonly Section[] = [];

/** The sections that have lines of a keyword, in order: most rules care for a few of thousands. */
export const sectionsWith = (configuration: Configuration, keyword: string): readonly Section[] => byKeyword(configuration).get(keyword) ?? nowhere;

/** Every keyword of the files. */
export const keywordsIn = (configuration: Configuration): readonly string[] => [...byKeyword(configuration).keys()];
