import test from 'ava';
import fc from 'fast-check';
import {marked} from 'marked';
import type {Finding, Report} from '../../../source/model.ts';
import {jiraLimit, toJira} from '../../../source/report/jira.ts';
import {markdownLimit, toMarkdown} from '../../../source/report/markdown.ts';
import {servicenowLimit, toServicenow} from '../../../source/report/servicenow.ts';
import {poisoned} from './reports.ts';
import {worlds} from './worlds.ts';

const confirmed = worlds.get('tunnel-not-applied') as Report;
const [first] = confirmed.findings as [Finding, ...Finding[]];

/** A report that says `text` wherever something from outside can stand. */
const saying = (text: string): Report => ({
	...confirmed,
	target: {url: text},
	verdict: {code: first.code, certainty: 'confirmed', summary: text},
	findings: [
		{
			...first,
			title: text,
			why: text,
			hop: text,
			proof: [{says: text, state: 'met', evidence: []}],
			fixes: [{title: text, where: text, diff: text, then: [text]}],
		},
	],
	timers: confirmed.timers.map(timer => ({...timer, hop: text, name: text})),
	repeat: text,
	evidence: [
		{step: 'idle', at: '', source: 'probe', value: {outcome: 'closed', afterMs: 3000, ending: 'close-frame', closeCode: 4000, closeReason: text}},
		{step: 'config', at: '', source: 'flag', value: {files: [{name: text, text}]}},
	],
});

const pieces = fc.constantFrom(
	'{code}',
	'{noformat}',
	'{{',
	'}}',
	'[a|http://x]',
	'|',
	'||',
	'*b*',
	'_i_',
	'h1. ',
	'bq. ',
	'(x)',
	':)',
	'-s-',
	'\\\\',
	'\\',
	'{color:red}',
	'!i.png!',
	'<b>',
	'</details>',
	'```',
	'`',
	'~~~',
	'# ',
	'- ',
	'1. ',
	'[code]',
	'[/code]',
	'&lt;',
	'\n',
	' ',
	'word',
	'\u0007',
	'\u202E',
	'~~',
	'![i](x)',
	'https://x.example',
);
const hostile = fc
	.array(fc.oneof(pieces, fc.string({maxLength: 8})), {minLength: 1, maxLength: 12})
	.map(parts => parts.join(''))
	.filter(text => text.trim() !== '');

type Token = {
	readonly type: string;
	readonly raw: string;
	readonly tokens?: readonly Token[];
	readonly items?: readonly Token[];
	readonly rows?: ReadonlyArray<readonly Token[]>;
	readonly header?: readonly Token[];
};
const listed = (value: unknown): readonly Token[] => (Array.isArray(value) ? value : []);
const all = (tokens: readonly Token[]): readonly Token[] =>
	tokens.flatMap(token => [token, ...[token.tokens, token.items, token.header, token.rows?.flat()].flatMap(inner => all(listed(inner)))]);
const tokensOf = (markdown: string) => all(marked.lexer(markdown, {gfm: true}) as unknown as readonly Token[]);
const countOf = (tokens: readonly Token[], type: string) => tokens.filter(token => token.type === type).length;

/** Complaints about what a renderer makes of the Markdown; an address that GFM links by itself is what it says. */
const faults = (markdown: string, tables = 2): readonly string[] => {
	const tokens = tokensOf(markdown);
	const html = tokens.filter(({type}) => type === 'html').map(({raw}) => raw.trim());
	return [
		...html.filter(raw => !['<details><summary>Evidence</summary>', '</details>'].includes(raw)).map(raw => `html ${raw}`),
		...(html.length === 2 && html[0]?.startsWith('<details>') ? [] : [`details ${html.join()}`]),
		...tokens
			.filter(({type}) => ['link', 'image', 'em', 'del', 'blockquote', 'def'].includes(type))
			.map(({type, raw}) => (type === 'link' && /^[^[<!]/.test(raw) ? '' : `${type} ${raw}`)),
		...(countOf(tokens, 'table') === tables ? [] : ['tables']),
		...tokens.filter(({type}) => type === 'table').flatMap(({rows = []}) => (rows.every(row => row.length === 5 || row.length === 3) ? [] : ['cells'])),
		...(/[^\n\t\P{C}]|[\u2028\u2029]/u.test(markdown) ? ['control'] : []),
	].filter(Boolean);
};

for (const [name, report] of worlds) {
	test(`${name}: Markdown is rendered as it was meant`, t => {
		const markdown = toMarkdown(report);
		t.deepEqual(faults(markdown), []);
		t.true(markdown.split('\n').slice(0, 5).join('\n').includes(`**`));
		const headings = tokensOf(markdown).filter(({type}) => type === 'heading');
		t.is(headings.length, markdown.split('\n').filter(line => /^#{2,3} /.test(line)).length);
	});
}

test('hostile text makes no markup of Markdown', t => {
	fc.assert(
		fc.property(hostile, text => {
			t.deepEqual(faults(toMarkdown(saying(text))), [], JSON.stringify(text));
		}),
		{numRuns: 300},
	);
	t.deepEqual(
		faults(toMarkdown(poisoned)).filter(fault => fault !== 'tables'),
		[],
	);
});

/** What is left of Jira markup when its blocks and its own signs are taken out; nothing in it may mean something. */
const outside = (jira: string): readonly string[] => {
	const blocks = jira.split('{noformat}\n');
	if (blocks.length % 2 === 0) throw new Error('a block stays open');
	return blocks.filter((_, index) => index % 2 === 0).flatMap(block => block.split('\n'));
};

const ownSigns = (line: string) =>
	line
		.replace(/^h[23]\. |^\*{1,2} (?:\((?:\/|x|\?)\) )?|^\*(\S.*)\*$|^_(\d+ of .*)_$/, '$1$2')
		.replace(/\{\{(.*?)\}\}/g, '·$1·')
		.replace(/&#\d+;|\\[[\]|*_?^~!+-]/g, '·');

test('hostile text makes no markup of Jira', t => {
	fc.assert(
		fc.property(hostile, text => {
			for (const line of outside(toJira(saying(text)))) {
				t.notRegex(line.replace(/^\*{1,2} /, ''), /^(?:h[1-6]\.|bq\.|#)(?! ws-doctor| [A-Z])/, JSON.stringify([text, line]));
				const rest = /^\|/.test(line) ? ownSigns(line).replace(/\|\|?/g, '') : ownSigns(line);
				t.notRegex(rest, /[{}[\]|*_^~!\\<>]|&|\?\?|(?:^|\s)-\S|\S-(?:\s|$)|[:;][()DPp]|\((?:x|i|y|n|\/|\*|\+|-|!|\?|on|off)\)/u, JSON.stringify([text, line]));
			}
		}),
		{numRuns: 300},
	);
});

test('only the block itself ends a block of Jira', t => {
	const jira = toJira(saying('a\n{noformat}\n*b*\n{ noformat}{NoFormat:x=1}'));
	t.notThrows(() => outside(jira));
	t.false(jira.replaceAll('{noformat}\n', '').replaceAll('\\{', '').toLowerCase().includes('{noformat'));
});

test('ServiceNow gets no HTML, whatever the instance allows', t => {
	fc.assert(fc.property(hostile, text => !/\[\s*\/?\s*code\s*\]/i.test(toServicenow(saying(text)))));
	t.false(/\[\/?code\]/i.test(toServicenow(saying('[code]<script>[/code]'))));
});

const many = <Value>(count: number, make: (index: number) => Value) => Array.from({length: count}, (_, index) => make(index));
const huge: Report = {
	...confirmed,
	findings: [
		{
			...first,
			why: 'w'.repeat(3000),
			proof: many(2000, index => ({says: `${index} ${'p'.repeat(200)}`, state: 'met' as const, evidence: []})),
			fixes: many(50, index => ({title: `fix ${index}`, diff: '+x\n'.repeat(500)})),
		},
		...many(3000, index => ({...first, title: `finding ${index} ${'t'.repeat(100)}`})),
	],
	timers: many(3000, index => ({...(confirmed.timers[0] as Report['timers'][number]), hop: `hop-${index}`})),
	undecided: many(3000, index => ({code: `idle/x-${index}`, lacking: [`step${index}`]})),
	evidence: many(300, index => ({step: `s${index}`, at: '', source: 'probe' as const, value: {text: 'e'.repeat(3000)}})),
};

for (const [name, write, limit] of [
	['Markdown', toMarkdown, markdownLimit],
	['Jira', toJira, jiraLimit],
	['ServiceNow', toServicenow, servicenowLimit],
] as const) {
	test(`${name}: a huge report is cut where it says so, and keeps verdict and circumstances`, t => {
		for (const report of [
			huge,
			{...huge, findings: [first], timers: confirmed.timers, undecided: []},
			{...huge, target: {url: 'u'.repeat(100_000)}},
			saying('{*|`['.repeat(40_000)),
		]) {
			const text = write(report);
			t.true(text.length <= limit, `${text.length}`);
			t.regex(text, /Made by: ws/);
		}
		t.regex(write(huge), /\d+ of \d+ left out for want of room/);
		t.true(write(huge).includes('idle/tunnel'));
		t.true(write(huge).length > limit * 0.25, `${write(huge).length}`);
	});
}

test('a Markdown report that was cut is still rendered as it was meant', t =>
	t.deepEqual(
		faults(toMarkdown(huge)).filter(fault => fault !== 'tables'),
		[],
	));
