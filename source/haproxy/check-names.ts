import type {Location} from '../model.ts';
import {clean} from '../text.ts';
import {backendNamed, inForce, isFrontend, modeOf, statementsOf} from './proxies.ts';
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
	const seen = new Map<string, Section>();
	return sections.flatMap(section => {
		const groups = section.maybe || section.name === '' ? [] : (sides(section.kind) ?? (unique.has(section.kind) ? [section.kind] : []));
		const earlier = groups.map(group => seen.get(`${group} ${section.name}`)).find(found => found !== undefined && clashes(section, found));
		for (const group of groups) seen.set(`${group} ${section.name}`, section);
		return earlier
			? [refused(section.location, `'${clean(section.name, 60)}' is the name of the ${earlier.kind} of line ${earlier.location.line} already`)]
			: [];
	});
};

const targetProblem = (configuration: Configuration, section: Section, name: string): string | undefined => {
	const target = backendNamed(configuration, name);
	if (!target) return `no backend '${clean(name, 60)}' in these files`;
	const mismatch = modeOf(section) === 'http' && modeOf(target) === 'tcp';
	return mismatch ? `an http frontend cannot use the tcp backend '${clean(name, 60)}' (line ${target.location.line})` : undefined;
};

const targets = (configuration: Configuration): readonly Problem[] =>
	configuration.sections
		.filter(section => isFrontend(section) && !section.maybe)
		.flatMap(section => {
			const rules = [...statementsOf(section, 'use_backend'), ...inForce(section, 'default_backend')];
			return rules.flatMap(({words: [, name], location, maybe}) => {
				if (!name || maybe || name.unknown !== undefined || name.text.includes('%[')) return [];
				const problem = targetProblem(configuration, section, name.text);
				return problem ? [refused(location, problem)] : [];
			});
		});

/** Names that clash, and names of backends that are not there. */
export const checkNames = (configuration: Configuration): readonly Problem[] => [...duplicates(configuration), ...targets(configuration)];
