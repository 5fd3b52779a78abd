import test from 'ava';
import type {Report} from '../../../source/model.ts';
import {toHtml} from '../../../source/report/html.ts';
import {toJira} from '../../../source/report/jira.ts';
import {toJunit} from '../../../source/report/junit.ts';
import {toMarkdown} from '../../../source/report/markdown.ts';
import {toSarif} from '../../../source/report/sarif.ts';
import {toServicenow} from '../../../source/report/servicenow.ts';
import {toShort} from '../../../source/report/short.ts';
import {toText} from '../../../source/report/text.ts';
import {inShort, worlds} from './worlds.ts';

// AVA names the snapshot of a file that loads modules lazily after one of those, so here every format is imported by itself.
const formats: Readonly<Record<string, (report: Report) => string>> = {
	text: toText,
	markdown: toMarkdown,
	jira: toJira,
	servicenow: toServicenow,
	short: toShort,
	html: toHtml,
	sarif: toSarif,
	junit: report => toJunit(report, ['idle/client-timeout', 'reach/refused']),
};

for (const [name, report] of worlds) {
	for (const [format, write] of Object.entries(formats)) {
		// The look of a page is in its screenshots, and SARIF's rules say nothing new.
		const plain = (text: string) => text.replace(/<style>.*?<\/style>/s, '').replace(/"rules": \[.*?\n {10}\]/s, '"rules": []');
		test(`${name} as ${format}`, t => t.snapshot(plain(write(inShort(report)))));
	}
}
