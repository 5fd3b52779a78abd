import {clean} from '../../text.ts';
import type {Configuration} from '../types.ts';
import type {LintFinding} from './finding.ts';

/** A finding that the operator has answered in the file: `# ws-doctor: ignore <code> <reason>`. */
export type Ignored = {readonly finding: LintFinding; readonly reason: string};

type Mark = {readonly code: string; readonly reason: string};

const mark = /#\s*ws-doctor:\s*ignore\s+([\w/-]+)(?:[ \t]+(.*))?$/;

const markIn = (line: string): Mark | undefined => {
	const [, code, reason = ''] = mark.exec(line.trimEnd()) ?? [];
	return code === undefined ? undefined : {code: code.includes('/') ? code : `config/${code}`, reason: clean(reason.trim())};
};

const isComment = (line: string | undefined) => /^\s*#/.test(line ?? '');

/** The marks of a file by the line they are about: their own, or for comments the next line that is none. */
const marksOf = (text: string): ReadonlyMap<number, readonly Mark[]> => {
	const marks = new Map<number, Mark[]>();
	if (!text.includes('ws-doctor:')) return marks;
	const lines = text.split('\n');
	let above: Mark[] = [];
	for (const [index, line] of lines.entries()) {
		const found = markIn(line);
		if (found) above.push(found);
		if (isComment(line)) continue;
		if (above.length > 0) marks.set(index + 1, above);
		above = [];
	}
	return marks;
};

/** Takes the findings apart that marks in the files answer. A mark is about one code, on its line or the one below. */
export const withoutIgnored = (
	{files}: Configuration,
	findings: readonly LintFinding[],
): {readonly findings: readonly LintFinding[]; readonly ignored: readonly Ignored[]} => {
	const marks = new Map(files.map(({name, text}) => [name, marksOf(text)]));
	const ignored: Ignored[] = [];
	const kept = findings.filter(finding => {
		const {file, line} = finding.location;
		const found = marks
			.get(file)
			?.get(line)
			?.find(({code}) => code === finding.code);
		if (found) ignored.push({finding, reason: found.reason});
		return found === undefined;
	});
	return {findings: kept, ignored};
};
