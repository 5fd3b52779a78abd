import type {LintFinding} from '../haproxy/lint/finding.ts';
import type {SetupPlan} from '../setup/types.ts';
import type {SetupChecks} from './setup-check.ts';
import {isGood} from './setup-check.ts';

/** Where the file went, and where the one before it is. */
export type Written = {readonly path: string; readonly backup?: string};

const findingOf = ({code, severity, location: {file, line}, title, why}: LintFinding) => ({code, severity, file, line, title, why});

// A changed file is the operator's own, with all its secrets: of it only the change is shown.
const fileOf = ({file}: SetupPlan, written: Written | undefined) => ({
	name: file.name,
	kind: file.kind,
	...(file.kind === 'new' ? {text: file.text} : {diff: file.diff}),
	...(written && {written}),
});

/** The plan as JSON, `ws-doctor.setup/1`. */
export const setupJson = (plan: SetupPlan, checks: SetupChecks, written: Written | undefined, version: string): string => {
	const {explanations, capacity, commands} = plan;
	const json = {
		schema: 'ws-doctor.setup/1',
		tool: {name: 'ws-doctor', version},
		files: [fileOf(plan, written)],
		explanations,
		capacity: {maxconn: capacity.maxconn, sums: capacity.sums},
		checks: {
			haproxy: checks.haproxy && {version: checks.haproxy.version, valid: checks.haproxy.valid, messages: checks.haproxy.messages},
			lint: {findings: checks.lint.findings.map(findingOf), before: checks.lint.before},
		},
		commands,
		exitCode: isGood(checks) ? 0 : 1,
	};
	return `${JSON.stringify(json, null, '\t')}\n`;
};
