import type {Location} from '../model.ts';
import {clean} from '../text.ts';
import {backendNamed, frontends, inForce, modeOf, statementsOf} from './proxies.ts';
import {table} from './table.ts';
import type {Configuration, Problem, Section} from './types.ts';

const sides = table<readonly string[]>({frontend: ['front'], backend: ['back'], listen: ['front', 'back']});
const unique: ReadonlySet<string> = new Set(['peers', 'mailers', 'cache', 'ring', 'resolvers']);

// `backend a` and then `listen a` passes up to 3.0, so that order is not called refused.
const clashes = (section: Section, earlier: Section): boolean => {
	if (section.kind === earlier.kind) return true;
	return section.kind === 'listen' ? earlier.kind === 'frontend' : earlier.kind === 'listen';
};

const refused = (location: Location, says: string): Problem => ({location, says});

const duplicates = ({sections}: Configuration): readonly Problem[] => {
	const seen = new Map<string, Map<string, Section>>();
	const problems: Problem[] = [];
	for (const section of sections) {
		const {kind, name, location} = section;
		if (section.maybe || name === '') continue;
		for (const group of sides(kind) ?? (unique.has(kind) ? [kind] : [])) {
			const names = seen.get(group) ?? new Map<string, Section>();
			const earlier = names.get(name);
			names.set(name, section);
			seen.set(group, names);
			if (!earlier || !clashes(section, earlier) || problems.at(-1)?.location === location) continue;
			problems.push(refused(location, `'${clean(name, 60)}' is the name of the ${earlier.kind} of line ${earlier.location.line} already`));
		}
	}
	return problems;
};

const targetProblem = (configuration: Configuration, http: boolean, name: string): string | undefined => {
	const target = backendNamed(configuration, name);
	if (!target) return `no backend '${clean(name, 60)}' in these files`;
	const mismatch = http && modeOf(target) === 'tcp';
	return mismatch ? `an http frontend cannot use the tcp backend '${clean(name, 60)}' (line ${target.location.line})` : undefined;
};

const targets = (configuration: Configuration): readonly Problem[] => {
	const problems: Problem[] = [];
	for (const section of frontends(configuration)) {
		if (section.maybe) continue;
		const http = modeOf(section) === 'http';
		for (const {words, location, maybe} of [...statementsOf(section, 'use_backend'), ...inForce(section, 'default_backend')]) {
			const name = words[1];
			if (!name || maybe || name.unknown !== undefined || name.text.includes('%[')) continue;
			const problem = targetProblem(configuration, http, name.text);
			if (problem) problems.push(refused(location, problem));
		}
	}
	return problems;
};

/** Names that clash, and names of backends that are not there. */
export const checkNames = (configuration: Configuration): readonly Problem[] => [...duplicates(configuration), ...targets(configuration)];
