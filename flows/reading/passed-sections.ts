import {excerpt} from '../../source/haproxy/excerpt.ts';
import {namedFiles} from '../../source/haproxy/named-files.ts';
import type {Configuration, Route, Section} from '../../source/haproxy/types.ts';
import type {ConfigurationText, Location} from '../../source/model.ts';
import {configurationOf, routesMet} from './configuration.ts';

const withDefaults = (section: Section): readonly Section[] => (section.defaults ? [section, ...withDefaults(section.defaults)] : [section]);

const passed = (route: Route): readonly Section[] => [...withDefaults(route.frontend), ...withDefaults(route.backend), ...(route.inner ?? []).flatMap(passed)];

const globals = ({sections}: Configuration) => sections.filter(({kind}) => kind === 'global');

/** The sections that this URL's request passes, `global` among them since every request does. */
export const passedSections = (config: ConfigurationText, url: string | undefined, haproxy: string | undefined): readonly Section[] => {
	const {routes} = routesMet(config, url, haproxy);
	return [...globals(configurationOf(config)), ...routes.flatMap(passed)];
};

/** The configuration reduced to these sections and single lines; line numbers stay. */
export const passedText = (
	config: ConfigurationText,
	url: string | undefined,
	haproxy: string | undefined,
	lines: readonly Location[] = [],
): ConfigurationText => {
	const reduced = excerpt(configurationOf(config), passedSections(config, url, haproxy), lines);
	if (!config.patterns) return reduced;
	const named = new Set(namedFiles(configurationOf(reduced)).map(({name}) => name));
	return {...reduced, patterns: config.patterns.filter(({name}) => named.has(name))};
};
