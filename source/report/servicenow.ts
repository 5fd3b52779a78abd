import type {ProofItem, Report} from '../model.ts';
import {type Block, documentOf, type Part, ranks, type Text} from './document.ts';
import {fitted, type Written} from './fit.ts';
import {printable} from './printable.ts';

/** ServiceNow's journal fields (work notes, comments) take 4,000 characters. */
export const servicenowLimit = 4000;
const room = {evidence: 0, run: 450};

/** Plain text: where an instance allows `[code]`, what stands between would be read as HTML. */
const plain = (text: string): string => printable(text).replace(/\[(?=\s*\/?\s*code\s*\])/gi, '(');

const line = (text: Text): string => plain(text.map(piece => (typeof piece === 'string' ? piece : piece.code)).join('')).replace(/\s+/g, ' ');

const indented = (text: string): string =>
	plain(text.trimEnd())
		.split('\n')
		.map(each => `    ${each}\n`)
		.join('');

const signs: Readonly<Record<ProofItem['state'], string>> = {met: '[yes] ', contradicted: '[no] ', unseen: '[not seen] '};

const written = (block: Block): string => {
	if (block.type === 'table') return block.rows.map(cells => `- ${cells.map(line).filter(Boolean).join(', ')}\n`).join('');
	const codes = (block.codes ?? []).map(({text}) => indented(text)).join('');
	if (block.type === 'paragraph') return `${line(block.text)}\n${codes}`;
	return `${block.level === 2 ? '  ' : ''}- ${block.mark ? signs[block.mark] : ''}${line(block.text)}\n${codes}`;
};

const part = ({name, title, blocks}: Part): Written => ({
	rank: ranks[name],
	head: title ? `\n${title.toUpperCase()}\n` : '',
	pieces: blocks.map(written),
	tail: '',
});

const note = (left: number, of: number) => `(${left} of ${of} left out for want of room)\n`;

const evidenceNote = '- Evidence: in the JSON report of the session\n';

/** The report as plain text for ServiceNow: the verdict first, without the evidence itself, at most 4,000 characters. */
export const toServicenow = (report: Report): string => {
	const {title, headline, parts} = documentOf(report, room);
	const top = `WS-DOCTOR ${line([title])}\n${line([headline])}\n`;
	const shown = parts.filter(({name}) => name !== 'evidence');
	const rest = fitted(shown.map(part), servicenowLimit - top.length - evidenceNote.length, note);
	return `${top}${rest}${evidenceNote}`;
};
