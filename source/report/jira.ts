import type {ProofItem, Report} from '../model.ts';
import {type Block, type Code, documentOf, type Inline, type Part, ranks, type Text} from './document.ts';
import {fitted, type Written} from './fit.ts';
import {oneLine, printable} from './printable.ts';

/** Jira takes 32,767 characters in a description or comment, as it is installed. */
export const jiraLimit = 32_767;
const room = {evidence: 12_000, run: 600};

const entity = (sign: string): string => `&#${sign.charCodeAt(0)};`;

// Effects, macros, links and tables; entities and markup of HTML; a dash beside a blank; what opens an emoticon.
const special = /[{}[\]|*_?^~!+]|[&<>\\]|(?<!\w)-|-(?!\w)|[:;](?=[()DPp])|\((?=(?:[xiyn/!?*+-]|on|off|flag\w*)\))/g;

/** Text that Jira must not read as markup. A doubled backslash breaks the line, so one of the text becomes an entity. */
const escaped = (text: string): string =>
	printable(text.replace(/\s+/g, ' ')).replace(special, sign => (/[&<>\\:;({}]/.test(sign) ? entity(sign) : `\\${sign}`));

/** The same at the start of a line, where it could begin a heading, quote, list or rule. */
const opening = (text: string): string => escaped(text.trimStart()).replace(/^(?:#|h(?=[1-6]\.)|b(?=q\.))/, entity);

const inline = (piece: Inline, index: number): string => {
	if (typeof piece !== 'string') return `{{${escaped(oneLine(piece.code) || ' ')}}}`;
	return index === 0 ? opening(piece) : escaped(piece);
};

const line = (text: Text): string => text.map(inline).join('').trimEnd();

// Nothing is escaped inside a block, and only its own closing sign ends it.
const block = ({text, name}: Code): string => {
	const body = printable(text.trimEnd()).replace(/\{(?=\s*noformat)/gi, '{ ');
	return `${name === undefined ? '' : `{{${escaped(oneLine(name))}}}\n`}{noformat}\n${body}\n{noformat}\n`;
};

const signs: Readonly<Record<ProofItem['state'], string>> = {met: '(/) ', contradicted: '(x) ', unseen: '(?) '};

const row = (cells: readonly string[]) => `|${cells.map(cell => ` ${cell} `).join('|')}|\n`;

const written = (piece: Block): string => {
	if (piece.type === 'table') return `||${piece.header.map(cell => ` ${cell} `).join('||')}||\n${piece.rows.map(cells => row(cells.map(line))).join('')}\n`;
	const codes = (piece.codes ?? []).map(block).join('');
	// Without an empty line it would go on from an item before it.
	if (piece.type === 'paragraph') return `\n${line(piece.text)}\n${codes}\n`;
	return `${piece.level === 2 ? '**' : '*'} ${piece.mark ? signs[piece.mark] : ''}${line(piece.text)}\n${codes}`;
};

const part = ({name, title, blocks}: Part): Written => ({
	rank: ranks[name],
	head: title ? `h3. ${escaped(title)}\n` : '',
	pieces: blocks.map(written),
	tail: '\n',
});

const note = (left: number, of: number) => `_${left} of ${of} left out for want of room; the JSON report has them._\n`;

/** The report as wiki markup for a Jira ticket: the verdict first, at most 32,767 characters. */
export const toJira = (report: Report): string => {
	const {title, headline, parts} = documentOf(report, room);
	const top = `h2. ws-doctor: {{${escaped(oneLine(title))}}}\n*${line([oneLine(headline)])}*\n\n`;
	return `${`${top}${fitted(parts.map(part), jiraLimit - top.length - 1, note)}`.replace(/\n{3,}/g, '\n\n').trimEnd()}\n`;
};
