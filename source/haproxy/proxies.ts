import {remember} from './remember.ts';
import {hasLines, statementsOf} from './statements.ts';
import type {Configuration, Section, Statement} from './types.ts';

export {statementsOf} from './statements.ts';

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

/** The line of a keyword that is in force: the last of the section's own, else what it inherits. Several when an undecided `.if` leaves them open. */
export const inForce = (section: Section, keyword: string): readonly Statement[] => {
	if (section.defaults && !hasLines(section, keyword)) return inForce(section.defaults, keyword);
	const own = statementsOf(section, keyword);
	const sure = own.findLastIndex(statement => !statement.maybe);
	const last = own.slice(Math.max(sure, 0));
	return sure >= 0 || !section.defaults ? last : [...inForce(section.defaults, keyword), ...last];
};

/** `mode` in force; tcp unless the files say otherwise (manual §4.2), undefined when they leave it open. */
export const modeOf = (section: Section): 'http' | 'tcp' | undefined => {
	return section.defaults && !hasLines(section, 'mode') ? modeOf(section.defaults) : ownMode(section);
};

const ownMode = remember((section: Section): 'http' | 'tcp' | undefined => {
	const modes = new Set(inForce(section, 'mode').map(({words: [, mode]}) => (mode?.unknown === undefined ? mode?.text : undefined)));
	if (modes.size > 1 || modes.has(undefined)) return undefined;
	return modes.has('http') ? 'http' : 'tcp';
});

const optionLines = (section: Section): readonly Statement[] => {
	const negated = hasLines(section, 'no') || hasLines(section, 'default');
	return negated ? section.statements : statementsOf(section, 'option');
};

/** The `option NAME` line that is in force, if the option is set: the last line with or without `no` decides. */
export const optionLine = (section: Section, option: string): Statement | undefined => {
	const lines = optionLines(section);
	for (let at = lines.length - 1; at >= 0; at -= 1) {
		const line = lines[at] as Statement;
		const second = line.words[1]?.text;
		if (second === option && line.words[0]?.text === 'option') return line;
		if (second === 'option' && line.words[2]?.text === option) return undefined;
	}
	return section.defaults && optionLine(section.defaults, option);
};

/** Whether `option NAME` is set. */
export const hasOption = (section: Section, option: string): boolean => optionLine(section, option) !== undefined;
