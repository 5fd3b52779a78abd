import type {Finding, Fix, Report} from '../../model.ts';
import {type Line, span} from '../line.ts';
import {heading, type Paper, paragraph, verbatim} from '../paragraph.ts';
import type {Tone} from '../theme.ts';
import type {Body} from './body.ts';

// The sign at its beginning says the same as the colour.
const diffTone = (row: string): Tone => {
	if (/^(?:\+\+\+|---) /.test(row)) return 'strong';
	if (row.startsWith('@@')) return 'accent';
	return row.startsWith('+') ? 'added' : row.startsWith('-') ? 'removed' : 'dim';
};

/** A unified diff, in colours. */
export const diffLines = (paper: Paper, diff: string, before: string): readonly Line[] =>
	diff
		.trimEnd()
		.split('\n')
		.map(row => verbatim(paper, row, diffTone(row), before));

/** One change: what, where, its diff, and what to run afterwards. */
export const fixLines = (paper: Paper, {title, where, diff, then}: Fix): readonly Line[] => [
	...paragraph(paper, `${title}${where ? ` (${where})` : ''}`, 'plain', span(` ${paper.theme.marks.bullet} `)),
	...(diff ? diffLines(paper, diff, '     ') : []),
	...(then ?? []).map(command => verbatim(paper, `$ ${command}`, 'accent', '     ')),
];

const isSame = (one: Fix, other: Fix) => one.diff !== undefined && one.diff === other.diff;

/** The fixes of a finding; a change that stands above already is not shown twice. */
const ofFinding = (paper: Paper, {code, fixes, docs}: Finding, above: readonly Fix[]): readonly Line[] => [
	...heading(paper, code),
	...fixes.flatMap(fix =>
		above.some(other => isSame(other, fix))
			? paragraph(paper, `${fix.title}: the same change as above`, 'dim', span(` ${paper.theme.marks.bullet} `))
			: fixLines(paper, fix),
	),
	...paragraph(paper, `More: ${docs}`, 'dim'),
];

/** What to do: the verdict's fixes first, then those of the other findings. */
export const fixScreen = (paper: Paper, report: Report): Body => {
	const mended = report.findings.filter(({fixes}) => fixes.length > 0);
	const lines = mended.flatMap((finding, index) =>
		ofFinding(
			paper,
			finding,
			mended.slice(0, index).flatMap(({fixes}) => fixes),
		),
	);
	const none = paragraph(paper, 'Nothing was found that has a known fix.', 'dim');
	return {lines: [...paragraph(paper, 'What to do', 'title'), ...(lines.length > 0 ? lines : none)]};
};
