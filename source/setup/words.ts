import type {LintFinding} from '../haproxy/lint/finding.ts';
import {hanging} from '../report/wrap.ts';
import {clean} from '../text.ts';
import type {Explanation, LintCheck, SetupPlan, Sum} from './types.ts';

type Message = {readonly level: string; readonly text: string; readonly missing?: true};

/** What came of the plan: the checks, and where it was written. */
export type Outcome = {
	readonly haproxy: {readonly version: string; readonly valid: boolean; readonly messages: readonly Message[]} | null;
	readonly lint: LintCheck;
	readonly written?: {readonly path: string; readonly backup?: string};
};

const block = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', title, ...lines]);

const explained = (explanations: readonly Explanation[], width: number) => explanations.flatMap(({topic, says}) => hanging('  ', `${topic}: ${says}`, width));

const summed = (sums: readonly Sum[], width: number) =>
	sums.flatMap(({name, value, unit, arithmetic}) => hanging('  ', `${name}: ${value} ${unit} = ${arithmetic}`, width));

const messageWords = ({level, text, missing}: Message) => `${missing ? 'only missing on this machine' : level}: ${clean(text, 300)}`;

const haproxyWords = ({haproxy}: Outcome, width: number): readonly string[] => {
	if (!haproxy) return ['  haproxy -c: not asked (no HAProxy here, or the file runs Lua)'];
	const said = haproxy.messages.filter(({level}) => level !== 'notice');
	const verdict = haproxy.valid ? (said.length === 0 ? 'accepts it, without a warning' : 'accepts it') : 'refuses it';
	return [`  haproxy -c (${haproxy.version}): ${verdict}`, ...said.flatMap(message => hanging('    ', messageWords(message), width))];
};

const findingWords = ({severity, code, location: {line}, title}: LintFinding) => `${severity} ${code} (line ${line}): ${title}`;

const lintWords = ({lint: {findings, before}}: Outcome, width: number): readonly string[] => {
	const worse = findings.filter(({severity}) => severity !== 'note').length;
	const verdict = worse === 0 ? 'no problem and no risk' : `${worse} to mend`;
	const known = before === 0 ? '' : `; ${before} that the file had before`;
	return [`  ws-doctor lint: ${verdict}${known}`, ...findings.flatMap(finding => hanging('    ', findingWords(finding), width))];
};

type Written = NonNullable<Outcome['written']>;

const writtenWords = ({path, backup}: Written): readonly string[] => [`  ${path}`, ...(backup ? [`  the file before: ${backup}`] : [])];

/** Where the file went, and the one before it. */
export const writtenText = (written: Written): string => `${['Written', ...writtenWords(written)].join('\n')}\n`;

/** The plan for people, beside the file itself. */
export const setupText = ({explanations, capacity, commands}: SetupPlan, outcome: Outcome, columns: number): string => {
	const width = Math.min(columns, 100);
	const sections = [
		block(
			'To do by you',
			explained(
				explanations.filter(({advice}) => advice),
				width,
			),
		),
		block(
			'Why',
			explained(
				explanations.filter(({advice}) => !advice),
				width,
			),
		),
		block('Sizes', summed(capacity.sums, width)),
		block('Checked', [...haproxyWords(outcome, width), ...lintWords(outcome, width)]),
		block('Written', outcome.written ? writtenWords(outcome.written) : []),
		block(
			'Then',
			commands.map(command => `  ${command}`),
		),
	];
	return `${sections.flat().join('\n')}\n`;
};
