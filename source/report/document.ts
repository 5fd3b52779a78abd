import type {Finding, Fix, ProofItem, Report} from '../model.ts';
import {circumstances} from './circumstances.ts';
import {evidenceBlocks} from './evidence.ts';
import {factsOf, proofCount} from './facts.ts';
import {seenIn} from './seen.ts';
import {
	bindingWords,
	clocksShown,
	failures,
	nextWords,
	notChecked,
	noVerdict,
	othersFound,
	possible,
	recognisedWords,
	timerOrigin,
	timerRole,
	timerValue,
} from './words.ts';

/** A run of text, or of what stands in a file, on a command line or in the list of codes. */
export type Inline = string | {readonly code: string};
export type Text = readonly Inline[];

/** Text to be copied as it is; `name` is that of the file it stands in. */
export type Code = {readonly language: 'diff' | 'sh' | 'json' | ''; readonly text: string; readonly name?: string};

/** The smallest piece that a format can leave out. */
export type Block =
	| {readonly type: 'paragraph'; readonly text: Text; readonly codes?: readonly Code[]}
	| {readonly type: 'item'; readonly text: Text; readonly level?: 2; readonly mark?: ProofItem['state']; readonly codes?: readonly Code[]}
	| {readonly type: 'table'; readonly header: readonly string[]; readonly rows: ReadonlyArray<readonly Text[]>};

/** A part of the document. */
export type Part = {
	readonly name: 'verdict' | 'why' | 'fixes' | 'proof' | 'seen' | 'possible' | 'clocks' | 'others' | 'unchecked' | 'evidence' | 'circumstances';
	readonly title?: string;
	readonly blocks: readonly Block[];
};

/** Where there is no room for all, the part with the highest number gives up first, and one with 0 never. */
export const ranks: Readonly<Record<Part['name'], number>> = {
	...{evidence: 8, unchecked: 7, others: 6, possible: 5, clocks: 4, proof: 3, seen: 3, fixes: 2, why: 1},
	...{verdict: 0, circumstances: 0},
};

/** A report as formats for people lay it out: the verdict first, then what to do, what proves it, and what is not known. */
export type Document = {readonly title: string; readonly headline: string; readonly parts: readonly Part[]};

const paragraph = (...text: Text): Block => ({type: 'paragraph', text});
const said = (words: string | undefined): readonly Block[] => (words ? [paragraph(words)] : []);

/** Texts with something between each two. */
const joined = (texts: readonly Text[], between: string): Text => texts.flatMap((text, index) => (index === 0 ? text : [between, ...text]));

const spoken: Readonly<Record<string, (value: string) => Text>> = {
	hop: value => ['hop ', {code: value}],
	timer: value => ['timer ', {code: value}],
	value: value => [value],
	line: value => ['at ', {code: value}],
};

const facts = (finding: Finding): readonly Block[] => {
	const texts = factsOf(finding).map(([name, value]) => spoken[name]?.(value) ?? [value]);
	return texts.length > 0 ? [paragraph(...joined(texts, ', '))] : [];
};

const verdict = ({verdict, findings: [first]}: Report): readonly Block[] =>
	verdict && first ? [paragraph({code: verdict.code}, `, ${verdict.certainty}`), ...facts(first)] : [];

const fix = ({title, where, diff, then = []}: Fix): Block => ({
	type: 'item',
	text: where ? [`${title} (`, {code: where}, ')'] : [title],
	codes: [...(diff ? [{language: 'diff', text: diff} as const] : []), ...(then.length > 0 ? [{language: 'sh', text: then.join('\n')} as const] : [])],
});

const proof = ({says, state}: ProofItem, level?: 2): Block => ({type: 'item', text: [says], mark: state, ...(level && {level})});

const explanations = (report: Report): readonly Block[] =>
	possible(report).flatMap(({code, title, proof: items}) => [
		{type: 'item', text: [{code}, `: ${title}`]} as const,
		...items.filter(({state}) => state === 'unseen').map(item => proof(item, 2)),
	]);

const clocks = (report: Report): readonly Block[] => {
	const rows = clocksShown(report).map(timer => [[timer.hop], [{code: timer.name}], [timerValue(timer)], [timerOrigin(timer)], [timerRole(timer)]] as const);
	return [
		...(rows.length > 0 ? [{type: 'table', header: ['hop', 'timer', 'value', 'from', 'role'], rows} as const] : []),
		...[bindingWords, nextWords, recognisedWords].flatMap(words => said(words(report))),
	];
};

const seen = (report: Report): readonly Block[] => {
	const rows = seenIn(report).map(({place, handshake, silent}) => [[place], [handshake], [silent]]);
	return rows.length > 0 ? [{type: 'table', header: ['place', 'handshake', 'silent connection'], rows}] : [];
};

const others = (report: Report): readonly Block[] =>
	othersFound(report).map(({severity, certainty, code, title}) => ({type: 'item', text: [`${severity} (${certainty}) `, {code}, `: ${title}`]}));

const named = (codes: readonly string[], limit = 5): Text => [
	...joined(
		codes.slice(0, limit).map(code => [{code}]),
		', ',
	),
	...(codes.length > limit ? [` and ${codes.length - limit} more`] : []),
];

const unchecked = (report: Report): readonly Block[] => [
	...failures(report).map(({step, missing = ''}) => ({type: 'item', text: [{code: step}, `: ${missing}`]}) as const),
	...notChecked(report).map(
		({step, because, takes, codes}) =>
			({
				type: 'item',
				text: [{code: step}, ` (${because}`, ...(takes ? ['; it takes ', {code: takes}] : []), '), which would tell: ', ...named(codes)],
			}) as const,
	),
];

/** How much a format has room for. */
export type Room = {
	/** Characters of all evidence together. */
	readonly evidence: number;
	/** Characters of any one run of text. */
	readonly run: number;
};

const clip = (text: string, limit: number) => (text.length > limit ? `${text.slice(0, limit)}…` : text);
const clipped = (text: Text, limit: number): Text => text.map(piece => (typeof piece === 'string' ? clip(piece, limit) : {code: clip(piece.code, limit)}));

const bounded = (block: Block, limit: number): Block =>
	block.type === 'table' ? {...block, rows: block.rows.map(row => row.map(cell => clipped(cell, limit)))} : {...block, text: clipped(block.text, limit)};

const surroundings = (report: Report): readonly Block[] =>
	circumstances(report).map(([name, text]) => ({type: 'item', text: [`${name}: `, name === 'Repeat' ? {code: text} : text]}));

/** The document of a report, as far as there is room for it. */
export const documentOf = (report: Report, room: Room): Document => {
	const first = report.verdict ? report.findings[0] : undefined;
	const parts: readonly Part[] = [
		{name: 'verdict', blocks: verdict(report)},
		{name: 'why', blocks: first ? [paragraph(first.why)] : []},
		{name: 'fixes', title: 'What to do', blocks: first ? first.fixes.map(fix) : []},
		{
			name: 'proof',
			title: first ? `Proof: ${proofCount(first.proof)}` : 'Proof',
			blocks: first ? [...first.proof.map(item => proof(item)), paragraph('More: ', {code: first.docs})] : [],
		},
		{name: 'seen', title: 'What was seen', blocks: seen(report)},
		{name: 'possible', title: 'Possible, and what would prove it', blocks: explanations(report)},
		{name: 'clocks', title: 'Clocks, client first', blocks: clocks(report)},
		{name: 'others', title: 'Other findings', blocks: others(report)},
		{name: 'unchecked', title: 'Not checked', blocks: unchecked(report)},
		{name: 'evidence', title: 'Evidence', blocks: evidenceBlocks(report, room.evidence)},
		{name: 'circumstances', title: 'About this report', blocks: surroundings(report)},
	];
	return {
		title: clip(report.target.url ?? 'no URL', room.run),
		headline: clip(report.verdict?.summary ?? noVerdict(report), room.run),
		parts: parts.map(part => ({...part, blocks: part.blocks.map(block => bounded(block, room.run))})),
	};
};
