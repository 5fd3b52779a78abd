import {type LintFinding, lint} from '../../source/haproxy/lint/index.ts';
import {routesOf} from '../../source/haproxy/route.ts';
import type {ConfigurationText, Location} from '../../source/model.ts';
import {configurationOf} from './configuration.ts';
import {passedSections, passedText} from './passed-sections.ts';

const found = new WeakMap<ConfigurationText, Map<string, readonly LintFinding[]>>();

/** Looks only at what a report carries, so that the report given back shows the same. */
const look = (config: ConfigurationText, url: string | undefined, haproxy: string | undefined): readonly LintFinding[] => {
	const reduced = passedText(config, url, haproxy);
	const configuration = configurationOf(reduced);
	const sections = passedSections(reduced, url, haproxy);
	const lines = new Set(
		sections.flatMap(section => [section.location, ...section.statements.map(({location}) => location)]).map(({file, line}) => `${line} ${file}`),
	);
	const isPassed = ({file, line}: Location) => lines.has(`${line} ${file}`);
	return lint(configuration, routesOf(configuration)).filter(({severity, location}) => severity !== 'note' && isPassed(location));
};

/** What `lint` calls a problem or a risk in the sections that this request passes. */
export const weaknesses = (config: ConfigurationText, url: string | undefined, haproxy: string | undefined): readonly LintFinding[] => {
	const known = found.get(config) ?? new Map<string, readonly LintFinding[]>();
	found.set(config, known);
	const key = `${url} ${haproxy}`;
	const all = known.get(key) ?? look(config, url, haproxy);
	known.set(key, all);
	return all;
};
