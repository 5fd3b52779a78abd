import {unusedTunnels} from '../../source/haproxy/unused.ts';
import type {ConfigurationText, Evidence, Finding} from '../../source/model.ts';
import {redactQuery} from '../../source/secrets.ts';
import {configurationOf, routesMet} from './configuration.ts';
import {passedText} from './passed-sections.ts';

const recordedValue = (evidence: readonly Evidence[], step: string) => evidence.find(item => item.step === step)?.value;

const reduced = (config: ConfigurationText, evidence: readonly Evidence[], findings: readonly Finding[]): ConfigurationText => {
	const [url, haproxy] = ['url', 'haproxy'].map(step => recordedValue(evidence, step) as string | undefined);
	const {routes, passed} = routesMet(config, url, haproxy);
	const elsewhere = routes.flatMap(route => unusedTunnels(configurationOf(config), route).map(({location}) => location));
	const cited = findings.flatMap(({location}) => location ?? []);
	return passedText(config, url, haproxy, [...elsewhere, ...cited, ...passed.map(({location}) => location)]);
};

/** What a report may carry of a value: of the configuration the sections that the route passes, of the URL no token. */
const shareable = ({step, value}: Evidence, evidence: readonly Evidence[], findings: readonly Finding[]): unknown => {
	if (step === 'config' && value) return reduced(value as ConfigurationText, evidence, findings);
	return step === 'url' && typeof value === 'string' ? redactQuery(value) : value;
};

/** The evidence as a report carries it: without tokens, and of the configuration only what matters, with its line numbers. */
export const carried = (evidence: readonly Evidence[], findings: readonly Finding[]): readonly Evidence[] =>
	evidence.map(item => (item.missing === undefined ? {...item, value: shareable(item, evidence, findings)} : item));
