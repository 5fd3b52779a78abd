import type {Finding, Report, Undecided} from '../model.ts';
import {circumstances} from './circumstances.ts';
import {factsOf} from './facts.ts';
import {oneLine} from './printable.ts';
import {levels, sarifLog, uriOf} from './sarif-log.ts';

const message = (finding: Finding) => {
	const facts = factsOf(finding).map(([name, value]) => `${name} ${value}`);
	const proof = finding.proof.filter(({state}) => state === 'met').map(({says}) => says);
	return [
		finding.title,
		finding.why,
		...(facts.length > 0 ? [`${facts.join(', ')}.`] : []),
		`Proof: ${proof.join('; ')}.`,
		...finding.fixes.map(({title, where}) => `Fix: ${title}${where ? ` (${where})` : ''}.`),
	]
		.map(oneLine)
		.join(' ');
};

/** A line of a file, and else the hop or segment on the path. */
const locations = ({location, hop}: Finding) => {
	const logical = hop ? {logicalLocations: [{name: oneLine(hop), kind: 'resource'}]} : {};
	if (location) {
		const region = {startLine: location.line, ...(location.column === undefined ? {} : {startColumn: location.column})};
		return [{physicalLocation: {artifactLocation: {uri: uriOf(oneLine(location.file))}, region}, ...logical}];
	}

	return hop ? [logical] : [];
};

const result = (finding: Finding) => ({
	ruleId: oneLine(finding.code),
	level: levels[finding.severity],
	message: {text: message(finding)},
	locations: locations(finding),
	properties: {certainty: finding.certainty},
});

/** What could not be decided is an open result (§3.27.9), not a pass. */
const open = ({code, lacking}: Undecided) => ({
	ruleId: oneLine(code),
	kind: 'open',
	level: 'none',
	message: {text: oneLine(`Not checked: ${lacking.join(', ')} not known.`)},
	locations: [],
});

/** The report as SARIF 2.1.0: findings with their lines, and open results for what was not checked. */
export const toSarif = (report: Report): string => {
	const {tool, findings, undecided, session, startedAt, finishedAt, repeat, interrupted} = report;
	const invocation = {
		executionSuccessful: !interrupted,
		startTimeUtc: startedAt,
		endTimeUtc: finishedAt,
		...(repeat === undefined ? {} : {commandLine: oneLine(repeat)}),
	};
	return sarifLog(tool, [...findings.map(result), ...undecided.map(open)], {
		automationDetails: {id: `ws-doctor/${session}`},
		invocations: [invocation],
		properties: Object.fromEntries(circumstances(report).map(([name, text]) => [name.toLowerCase().replaceAll(' ', '-'), oneLine(text)])),
	});
};
