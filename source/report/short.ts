import type {Finding, Report} from '../model.ts';
import {circumstances} from './circumstances.ts';
import {factsOf, proofCount} from './facts.ts';
import {oneLine} from './printable.ts';
import {bindingWords, notChecked, noVerdict, possible, someOf} from './words.ts';

const most = 400;

/** One line of a chat, however long what it tells is. */
const said = (text: string): string => {
	const line = oneLine(text);
	return line.length > most ? `${line.slice(0, most)}…` : line;
};

const cause = (finding: Finding, certainty: string): readonly string[] => {
	const [decisive] = finding.proof.filter(({state, decisive}) => state === 'met' && decisive);
	const [fix] = finding.fixes;
	const facts = factsOf(finding).map(([, value]) => value);
	return [
		`${finding.code} (${certainty})${facts.length > 0 ? `: ${facts.join(', ')}` : ''}`,
		...(decisive ? [`Proof: ${decisive.says} (${proofCount(finding.proof)})`] : []),
		...(fix ? [`Fix: ${fix.title}${fix.where ? ` (${fix.where})` : ''}`] : []),
	];
};

const conclusion = (report: Report): readonly string[] => {
	const {verdict, findings} = report;
	const [first] = findings;
	if (verdict && first) return [verdict.summary, ...cause(first, verdict.certainty)];
	const explanations = possible(report).map(({code}) => code);
	return [noVerdict(report), ...(explanations.length > 0 ? [`Possible: ${someOf(explanations)}`] : []), bindingWords(report) ?? ''];
};

const unchecked = (report: Report): string => {
	const steps = notChecked(report).map(({step}) => step);
	return steps.length > 0 ? `Not checked: ${someOf(steps)}` : '';
};

/** The report for a chat, at most 10 lines: verdict, what is to blame, the proof in a line, the fix, and how to come by the rest. */
export const toShort = (report: Report): string => {
	const about = new Map(circumstances(report));
	const lines = [
		`ws-doctor: ${report.target.url ?? 'no URL'}`,
		...conclusion(report),
		unchecked(report),
		`${about.get('Made by')}, session ${report.session}, ${about.get('Examined')}`,
		about.has('Repeat') ? `Repeat: ${about.get('Repeat')}` : '',
		`Left out: ${about.get('Left out')}`,
	];
	return `${lines.filter(Boolean).map(said).join('\n')}\n`;
};
