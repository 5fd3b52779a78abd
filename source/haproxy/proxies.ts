import {remember} from './remember.ts';
import type {Configuration, Section, Statement} from './types.ts';

/** `backend be_ws`, `defaults`: a section as people call it. */
export const labelOf = (section: Section): string => (section.name === '' ? section.kind : `${section.kind} ${section.name}`);

export const isFrontend = (section: Section): boolean => section.kind === 'frontend' || section.kind === 'listen';
export const isBackend = (section: Section): boolean => section.kind === 'backend' || section.kind === 'listen';

const byName = remember((configuration: Configuration) => {
	const names = new Map<string, Section>();
	for (const section of configuration.sections) if (isBackend(section) && !names.has(section.name)) names.set(section.name, section);
	return names;
});

/** The `backend` or `listen` of that name. */
export const backendNamed = (configuration: Configuration, name: string): Section | undefined => byName(configuration).get(name);

export const frontends = remember((configuration: Configuration) => configuration.sections.filter(isFrontend));
export const backends = remember((configuration: Configuration) => configuration.sections.filter(isBackend));

const grouped = remember((section: Section) => {
	const groups = new Map<string, Statement[]>();
	for (const statement of section.statements) {
		const keyword = statement.words[0]?.text ?? '';
		const group = groups.get(keyword);
		if (group) group.push(statement);
		else groups.set(keyword, [statement]);
	}
	return groups;
});

/** The section's own lines of one keyword, in order. */
export const statementsOf = (section: Section, keyword: string): readonly Statement[] => grouped(section).get(keyword) ?? [];

/** The line of a keyword that is in force: the last of the section's own, else what it inherits. Several when an undecided `.if` leaves them open. */
export const inForce = (section: Section, keyword: string): readonly Statement[] => {
	const own = statementsOf(section, keyword);
	const sure = own.findLastIndex(statement => !statement.maybe);
	const last = own.slice(Math.max(sure, 0));
	return sure >= 0 || !section.defaults ? last : [...inForce(section.defaults, keyword), ...last];
};

/** `mode` in force; tcp unless the files say otherwise (manual §4.2), undefined when they leave it open. */
export const modeOf = remember((section: Section): 'http' | 'tcp' | undefined => {
	const modes = new Set(inForce(section, 'mode').map(({words: [, mode]}) => (mode?.unknown === undefined ? mode?.text : undefined)));
	if (modes.size > 1 || modes.has(undefined)) return undefined;
	return modes.has('http') ? 'http' : 'tcp';
});

const argumentText = (statement: Statement, index: number) => statement.words[index]?.text ?? '';

/** Whether `option NAME` is set: the last line with or without `no` decides. */
export const hasOption = (section: Section, option: string): boolean => {
	const own = section.statements.findLast(statement => {
		const first = argumentText(statement, 0) === 'no' || argumentText(statement, 0) === 'default' ? 1 : 0;
		return argumentText(statement, first) === 'option' && argumentText(statement, first + 1) === option;
	});
	if (own) return argumentText(own, 0) === 'option';
	return section.defaults ? hasOption(section.defaults, option) : false;
};
