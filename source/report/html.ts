import type {ProofItem, Report} from '../model.ts';
import {type Block, type Code, documentOf, type Inline, type Part, type Text} from './document.ts';
import {clocksFigure} from './html-clocks.ts';
import {style} from './html-style.ts';
import {oneLine, printable} from './printable.ts';
import {markupText} from './xml.ts';

/** A browser takes more, but nobody reads it. */
const room = {evidence: 1_000_000, run: 20_000};

const escaped = (text: string): string => markupText(printable(text.replace(/\s+/g, ' ')));
const inline = (piece: Inline): string => (typeof piece === 'string' ? escaped(piece) : `<code>${escaped(oneLine(piece.code))}</code>`);
const line = (text: Text): string => text.map(inline).join('');

const changed = (text: string): string => {
	const kind = /^\+(?!\+\+ )/.test(text) ? 'add' : /^-(?!-- )/.test(text) ? 'del' : undefined;
	const content = markupText(printable(text));
	return kind ? `<span class="${kind}">${content}</span>` : content;
};

const copied = ({language, text, name}: Code): string => {
	const lines = text.trimEnd().split('\n');
	const body = lines.map(language === 'diff' ? changed : each => markupText(printable(each))).join('\n');
	return `${name === undefined ? '' : `<p><code>${escaped(name)}</code></p>`}<pre>${body}</pre>\n`;
};

const signs: Readonly<Record<ProofItem['state'], string>> = {met: '✔', contradicted: '✘', unseen: '?'};
const meanings: Readonly<Record<ProofItem['state'], string>> = {met: 'holds', contradicted: 'contradicted', unseen: 'not seen'};

const mark = (state: ProofItem['state']) =>
	`<span class="${state}" role="img" aria-label="${meanings[state]}" title="${meanings[state]}">${signs[state]}</span> `;

const row = (cells: readonly string[], tag: 'th' | 'td') => `<tr>${cells.map(cell => `<${tag}>${cell}</${tag}>`).join('')}</tr>\n`;

type Item = Extract<Block, {type: 'item'}>;

const item = (block: Item, under: readonly Item[]): string =>
	`<li>${block.mark ? mark(block.mark) : ''}${line(block.text)}${(block.codes ?? []).map(copied).join('')}${under.length > 0 ? list(under) : ''}</li>\n`;

/** Items of the second level stand in the one before them. */
const list = (items: readonly Item[]): string => {
	const level = items[0]?.level;
	const starts = items.flatMap((each, index) => (each.level === level ? [index] : []));
	const entries = starts.map((start, index) => item(items[start] as Item, items.slice(start + 1, starts[index + 1])));
	return `<ul${items[0]?.mark ? ' class="proof"' : ''}>\n${entries.join('')}</ul>\n`;
};

const single = (block: Exclude<Block, Item>): string =>
	block.type === 'table'
		? `<table>\n${row(block.header.map(escaped), 'th')}${block.rows.map(cells => row(cells.map(line), 'td')).join('')}</table>\n`
		: `<p>${line(block.text)}</p>\n${(block.codes ?? []).map(copied).join('')}`;

/** Blocks in order, neighbouring items as one list. */
const written = (blocks: readonly Block[]): string => {
	const [first] = blocks;
	if (!first) return '';
	const end = blocks.findIndex(({type}) => type !== 'item');
	const items = blocks.slice(0, end === -1 ? blocks.length : end) as readonly Item[];
	return items.length > 0 ? `${list(items)}${written(blocks.slice(items.length))}` : `${single(first as Exclude<Block, Item>)}${written(blocks.slice(1))}`;
};

const part = (report: Report, {name, title, blocks}: Part): string => {
	if (blocks.length === 0) return '';
	if (name === 'evidence') return `<details><summary>${escaped(title ?? '')}</summary>\n${written(blocks)}</details>\n`;
	return `<section>${title ? `<h2>${escaped(title)}</h2>\n` : ''}${name === 'clocks' ? clocksFigure(report) : ''}${written(blocks)}</section>\n`;
};

const state = ({verdict, exitCode}: Report): readonly [kind: string, word: string] => {
	if (verdict) return ['problem', `PROBLEM, ${verdict.certainty}`];
	return exitCode === 0 ? ['ok', 'OK'] : ['open', 'INCONCLUSIVE'];
};

// Nothing is fetched, run or sent, whatever stands in the report.
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The report as one HTML file that needs nothing else: no script, no request, light, dark and on paper. */
export const toHtml = (report: Report): string => {
	const {title, headline, parts} = documentOf(report, room);
	const [kind, word] = state(report);
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>ws-doctor: ${escaped(title)}</title>
<style>${style}</style>
</head>
<body class="${kind}">
<h1>ws-doctor: ${escaped(title)}</h1>
<p class="headline"><span class="state">${word}</span> ${escaped(headline)}</p>
${parts.map(each => part(report, each)).join('')}</body>
</html>
`;
};
