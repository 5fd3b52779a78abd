import type {Evidence} from '../../model.ts';
import {foundWords} from '../found.ts';
import {blank, type Line, span} from '../line.ts';
import {heading, type Paper, paragraph} from '../paragraph.ts';
import {type Subject, subjects} from '../subjects.ts';
import type {View} from '../view.ts';
import type {Body} from './body.ts';

const sources: Readonly<Record<Evidence['source'], string>> = {
	user: 'as the operator said it',
	flag: 'given on the command line',
	default: 'assumed',
	probe: 'measured by ws-doctor',
	recording: 'from a recording',
};

/** More than this nobody reads on a screen; the report has all of it. */
const most = 400;

const isPlain = (value: unknown) => typeof value !== 'object' || value === null;

/** Any value as rows: its members by name, what they hold indented below. */
const valueLines = (paper: Paper, name: string, value: unknown, depth: number): readonly Line[] => {
	const indent = ' '.repeat(1 + 2 * depth);
	if (value === undefined) return [];
	if (isPlain(value)) return paragraph(paper, String(value), 'plain', span(`${indent}${paper.theme.text(name)}: `, 'dim'));
	const members = Object.entries(value as object);
	const inner = members.flatMap(([key, item]) => valueLines(paper, Array.isArray(value) ? `${Number(key) + 1}` : key, item, depth + 1));
	return [...paragraph(paper, `${name}:`, 'dim', span(indent)), ...inner];
};

const evidenceLines = (paper: Paper, evidence: Evidence): readonly Line[] => {
	const {value, missing, source, at} = evidence;
	const rows = isPlain(value)
		? valueLines(paper, 'value', missing ?? value, 0)
		: Object.entries(value as object).flatMap(([name, item]) => valueLines(paper, name, item, 0));
	return [...paragraph(paper, `${sources[source]}, ${at}`, 'dim'), ...paragraph(paper, foundWords(evidence), 'strong'), blank, ...rows.slice(0, most)];
};

const underway = (paper: Paper, {row}: Subject): readonly Line[] => [
	...paragraph(paper, row?.plan ?? 'not begun', 'plain'),
	...(row && row.events.length > 0 ? [...heading(paper, 'Seen so far'), ...row.events.flatMap(({ms, what}) => paragraph(paper, `${ms} ms  ${what}`))] : []),
];

/** Everything that a probe found, as it is: status, headers, timings, first bytes. */
export const detailsScreen = (paper: Paper, view: View, step: string): Body => {
	const subject = subjects(view).find(({id}) => id === step);
	if (!subject) return {lines: paragraph(paper, 'It is no longer there.', 'dim')};
	const {title, evidence} = subject;
	return {lines: [...paragraph(paper, title, 'title'), ...(evidence ? evidenceLines(paper, evidence) : underway(paper, subject))]};
};
