import {blank, line, span} from '../line.ts';
import {type Paper, paragraph} from '../paragraph.ts';
import type {Body} from './body.ts';

const keys: ReadonlyArray<readonly [string, string]> = [
	['up down, j k', 'choose, or scroll'],
	['1 … 9', 'choose at once'],
	['Enter', 'take what is chosen or typed; with nothing typed, what the line under the field says'],
	['Tab', 'in the path of hops: add the product that is chosen'],
	['Esc', 'back: takes the last answer away, with all that followed from it; closes what lies on top'],
	['PgUp PgDn, Space', 'scroll a page; Home and End, too'],
	['s, Ctrl-D', 'stop waiting, and conclude with what is known; at a question Ctrl-D, once something has been opened'],
	['d c p', 'of a probe: its raw details, the command to type instead, its result from elsewhere'],
	['f or Enter, e', 'findings: what to do, as a diff; the evidence, a result a row'],
	['v', 'findings: verify again, after the change'],
	['s or w, y', 'findings: save the report in any format; copy it for a chat'],
	['w, p', 'set-up: write the file; then, with HAProxy reloaded, prove it'],
	['Ctrl-U, Ctrl-W', 'in a text field: clear it, delete a word'],
	['?', 'this page; in a text field only while it is empty'],
	['q', 'quit; in a text field it is a letter'],
	['Ctrl-C, Ctrl-Z', 'quit, or stop until fg, always; the terminal is left as it was'],
];

/** What the keys do, and what ws-doctor does. */
export const help = (paper: Paper): Body => ({
	lines: [
		...paragraph(paper, 'Help', 'title'),
		blank,
		...keys.flatMap(([key, does]) => paragraph(paper, does, 'plain', span(` ${paper.theme.text(key).padEnd(17)} `, 'accent'))),
		blank,
		...paragraph(
			paper,
			'Probes connect to the addresses you give and to nothing else. They send a WebSocket handshake, wait, and send pings. Nothing is changed anywhere.',
		),
		...paragraph(paper, 'A verdict is confirmed or likely; what is only possible is never one. What could not be found out is listed as not checked.'),
		blank,
		line(span(' Esc, Enter or ? closes this page.', 'dim')),
	],
});
