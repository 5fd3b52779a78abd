import test from 'ava';
import {toMarkdown} from '../../../source/report/markdown.ts';
import {abstention, confirmed, healthy, poisoned} from './reports.ts';

for (const [name, report] of Object.entries({confirmed, abstention, healthy})) {
	test(`${name}: reads well`, t => t.snapshot(toMarkdown(report)));
}

test('the verdict stands in the first five lines', t => {
	t.regex(
		toMarkdown(confirmed).split('\n').slice(0, 5).join('\n'),
		/^## ws-doctor: `wss:\/\/chat\.example\.net\/socket`\n\n\*\*HAProxy's "timeout client 30s" \(haproxy\.cfg:4\).*\*\*\n\n`idle\/client-timeout`, confirmed$/,
	);
});

/** What is left of Markdown when fenced blocks are taken out; every fence must be closed. */
const outsideFences = (markdown: string): readonly string[] => {
	const lines: string[] = [];
	let fence: string | undefined;
	for (const line of markdown.split('\n')) {
		const [, ticks, info] = /^(`{3,})([^`]*)$/.exec(line) ?? [];
		if (fence === undefined && ticks) fence = ticks;
		else if (fence !== undefined && ticks && !info && ticks.length >= fence.length) fence = undefined;
		else if (fence === undefined) lines.push(line);
	}

	if (fence !== undefined) throw new Error('a fence stays open');
	return lines;
};

/** What is left of a line when its code spans are taken out (CommonMark §6.1); a run of backticks that closes nothing stays. */
const outsideSpans = (line: string) => line.replace(/\\`/g, '').replace(/(?<!`)(`+)(?!`)(?:.*?[^`])??\1(?!`)/g, '');

test('hostile text is no markup: spans and fences are closed, and no tag, link, heading or row is made', t => {
	const lines = outsideFences(toMarkdown(poisoned));
	const own = /^(?:<details><summary>Evidence<\/summary>|<\/details>)$/;
	for (const line of lines) {
		const rest = outsideSpans(line).replace(/\\[!-/:-@[-`{-~]/g, '');
		t.false(rest.includes('`'), line);
		t.true(own.test(line) || !/[<>[\]~&]/.test(rest), line);
	}

	t.is(lines.filter(line => /^#/.test(line)).length, 7);
	const rows = lines.filter(line => line.startsWith('|'));
	t.is(rows.length, 2 + poisoned.timers.filter(({applies, origin}) => applies || origin !== 'default').length);
	for (const row of rows) t.is(row.replace(/\\\|/g, '').split('|').length, 7, row);
});

test('nothing from outside steers a terminal or hides', t => t.notRegex(toMarkdown(poisoned), /[^\n\t\P{C}]|[\u2028\u2029]/u));

test('text that looks like the beginning of a list is none', t => {
	for (const [why, written] of [
		['- a', '\\- a'],
		['1. a', '1\\. a'],
		['12) a', '12\\) a'],
		['+ a', '\\+ a'],
		['=== a', '\\=== a'],
	] as const) {
		const [finding] = confirmed.findings;
		t.true(toMarkdown({...confirmed, findings: finding ? [{...finding, why}] : []}).includes(`\n${written}\n`), why);
	}
});

test('a ticket takes it, however much was seen', t => {
	const events = Array.from({length: 2000}, (_, ms) => ({ms, what: 'x'.repeat(100)}));
	const evidence = Array.from({length: 30}, (_, index) => ({step: `s${index}`, at: '', source: 'probe', value: {events}}) as const);
	const markdown = toMarkdown({...confirmed, evidence});
	t.true(markdown.length < 65_536, `${markdown.length}`);
	t.regex(markdown, /… the JSON report has it whole/);
	t.notThrows(() => outsideFences(markdown));
});

test('a configuration is shown with its line numbers, without what the report does not carry', t => {
	t.regex(toMarkdown(confirmed), /\n`haproxy\.cfg`\n\n```\n {4}1 {2}defaults\n[\s\S]* {4}4 {4}timeout client 30s\n/);
});
