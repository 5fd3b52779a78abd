import type {ProofItem, Report} from '../model.ts';
import {type Block, type Code, documentOf, type Inline, type Part, ranks, type Text} from './document.ts';
import {fitted, type Written} from './fit.ts';
import {oneLine, printable} from './printable.ts';

/** GitHub takes 65,536 characters in a ticket. */
export const markdownLimit = 65_536;
const room = {evidence: 40_000, run: 2000};

/** Text that Markdown must not read as markup (CommonMark §2.4, GFM tables and strikethrough). */
const escaped = (text: string) => text.replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&');

/** The same at the start of a line, where it could also begin a list or underline a heading. */
const opening = (text: string) => escaped(text).replace(/^(\d*)(?=[-+=.)])/, '$1\\');

const longestRun = (text: string) => Math.max(0, ...(text.match(/`+/g) ?? []).map(({length}) => length));

/** A code span that holds whatever backticks the text has (CommonMark §6.1). */
const code = (text: string) => {
	const line = oneLine(text) || ' ';
	const fence = '`'.repeat(longestRun(line) + 1);
	return fence.length > 1 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
};

// Blanks at the edge of a run part it from the code beside it.
const run = (text: string) => printable(text.replace(/\s+/g, ' '));

const inline = (piece: Inline, index: number) => {
	if (typeof piece !== 'string') return code(piece.code);
	return index === 0 ? opening(run(piece).trimStart()) : escaped(run(piece));
};

const line = (text: Text) => text.map(inline).join('').trimEnd();

const fenced = ({language, text, name}: Code): string => {
	const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
	return `${name === undefined ? '' : `${code(name)}\n\n`}${fence}${language}\n${printable(text.trimEnd())}\n${fence}\n\n`;
};

// A bar divides cells even inside a code span (GFM §4.10), where a backslash before it is read in two ways.
const cell = (text: Text) => line(text.map(piece => (typeof piece === 'string' || !/[|\\]/.test(piece.code) ? piece : piece.code)));

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;

const signs: Readonly<Record<ProofItem['state'], string>> = {met: '✔ ', contradicted: '✘ ', unseen: '? '};

const written = (block: Block): string => {
	if (block.type === 'table') return `${row(block.header)}${row(block.header.map(() => '---'))}${block.rows.map(cells => row(cells.map(cell))).join('')}\n`;
	const codes = (block.codes ?? []).map(fenced).join('');
	// Without an empty line it would go on from an item before it.
	if (block.type === 'paragraph') return `\n${line(block.text)}\n\n${codes}`;
	return `${block.level === 2 ? '  ' : ''}- ${block.mark ? signs[block.mark] : ''}${line(block.text)}\n${codes === '' ? '' : `\n${codes}`}`;
};

const part = ({name, title, blocks}: Part): Written => {
	const folded = name === 'evidence';
	return {
		rank: ranks[name],
		head: folded ? '<details><summary>Evidence</summary>\n\n' : title ? `### ${title}\n\n` : '',
		pieces: blocks.map(written),
		tail: folded ? '</details>\n\n' : '\n',
	};
};

const note = (left: number, of: number) => `\n${left} of ${of} left out for want of room; the JSON report has them.\n\n`;

/** The report for a ticket of GitHub or GitLab: the verdict in the first lines, then what to do, evidence folded away, and at most 65,536 characters. */
export const toMarkdown = (report: Report): string => {
	const {title, headline, parts} = documentOf(report, room);
	const top = `## ws-doctor: ${code(title)}\n\n**${line([oneLine(headline)])}**\n\n`;
	const rest = fitted(parts.map(part), markdownLimit - top.length, note);
	return `${printable(`${top}${rest}`)
		.replace(/\n{3,}/g, '\n\n')
		.trimEnd()}\n`;
};
