import type {Finding, Report, Undecided} from '../model.ts';
import {circumstances} from './circumstances.ts';
import {factsOf} from './facts.ts';
import {printable} from './printable.ts';
import {noVerdict} from './words.ts';
import {markupText} from './xml.ts';

const attributes = (values: Readonly<Record<string, string | number>>): string =>
	Object.entries(values)
		.map(([name, value]) => ` ${name}="${markupText(printable(String(value)))}"`)
		.join('');

const element = (name: string, values: Readonly<Record<string, string | number>>, content: string): string =>
	content === '' ? `<${name}${attributes(values)}/>\n` : `<${name}${attributes(values)}>${content}</${name}>\n`;

const testcase = (code: string, content = ''): string => {
	const [area = '', name = code] = code.split('/');
	return element('testcase', {classname: `ws-doctor.${area}`, name, time: 0}, content);
};

const details = (finding: Finding): string =>
	[
		finding.why,
		...factsOf(finding).map(([name, value]) => `${name}: ${value}`),
		...finding.proof.map(({state, says}) => `${state}: ${says}`),
		...finding.fixes.map(({title, where, diff}) => `fix: ${title}${where ? ` (${where})` : ''}${diff ? `\n${diff}` : ''}`),
		finding.docs,
	].join('\n');

/** A problem fails; a risk or note is told, and passes. */
const found = (finding: Finding): string => {
	const text = markupText(printable(details(finding)));
	const {code, severity, certainty, title} = finding;
	if (severity === 'problem') return testcase(code, element('failure', {message: title, type: certainty}, text));
	return testcase(code, `<system-out>${markupText(printable(`${severity} (${certainty}): ${title}`))}\n${text}</system-out>`);
};

const open = ({code, lacking}: Undecided): string => testcase(code, element('skipped', {message: `not checked: ${lacking.join(', ')} not known`}, ''));

const properties = (report: Report): string =>
	`<properties>\n${circumstances(report)
		.map(([name, value]) => element('property', {name, value}, ''))
		.join('')}</properties>\n`;

/**
 * The report as JUnit XML: a test case for each code examined; a problem fails, and what was not known is skipped.
 * `examined` are the codes that were looked for; those that nothing speaks for pass.
 */
export const toJunit = (report: Report, examined: readonly string[] = []): string => {
	const {findings, undecided, target, startedAt, finishedAt, verdict} = report;
	const told = new Set([...findings, ...undecided].map(({code}) => code));
	const clear = examined.filter(code => !told.has(code));
	const failures = findings.filter(({severity}) => severity === 'problem').length;
	const seconds = Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) / 1000 || 0;
	const counts = {tests: findings.length + undecided.length + clear.length, failures, errors: 0, skipped: undecided.length, time: seconds};
	const cases = [...findings.map(found), ...undecided.map(open), ...clear.map(code => testcase(code))].join('');
	const output = `<system-out>${markupText(printable(verdict?.summary ?? noVerdict(report)))}</system-out>\n`;
	const suite = element(
		'testsuite',
		{name: `ws-doctor ${target.url ?? ''}`.trim(), timestamp: startedAt, ...counts},
		`\n${properties(report)}${cases}${output}`,
	);
	return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', {name: 'ws-doctor', ...counts}, `\n${suite}`)}`;
};
