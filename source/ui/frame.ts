import type {Milliseconds} from '../model.ts';
import {type Line, line, shortenLine, span} from './line.ts';
import type {Paper} from './paragraph.ts';
import {footer, header} from './screens/chrome.ts';
import {examination} from './screens/examination.ts';
import {findingsScreen} from './screens/findings.ts';
import {help} from './screens/help.ts';
import {type Body, menu} from './screens/menu.ts';
import {questionScreen} from './screens/question.ts';
import {saveScreen} from './screens/save.ts';
import type {Theme} from './theme.ts';
import type {Size, View} from './view.ts';

// Header, two rules, footer; and Ink needs the last row of the terminal for itself.
const around = 5;

/** How many rows of content can be seen at once. */
export const bodyRows = ({rows}: Size): number => Math.max(1, rows - around);

/** The screen of the place where the operator is, as rows of any number. */
export const bodyOf = (view: View, theme: Theme, now: Milliseconds): Body => {
	const paper: Paper = {theme, width: view.size.columns};
	const {snapshot, report} = view;
	if (view.help) return help(paper);
	if (!snapshot) return menu(paper, view);
	if (view.saving) return saveScreen(paper, view, view.saving);
	if (report) return findingsScreen(paper, report, snapshot.probes, view.saved);
	return snapshot.question ? questionScreen(paper, snapshot.question, {...view, snapshot}, now) : examination(paper, snapshot, now);
};

/** The first row to show: where it was scrolled to, else as far down as what is chosen needs, with two rows under it. */
export const firstRow = ({lines, focus = 0}: Body, height: number, scroll: number | undefined): number => {
	const last = Math.max(0, lines.length - height);
	return Math.min(last, Math.max(0, scroll ?? focus + 3 - height));
};

const rule = ({marks}: Theme, width: number, hidden: number, arrow: string): Line => {
	if (hidden <= 0) return line(span(marks.rule.repeat(width), 'dim'));
	const words = ` ${arrow} ${hidden} more `;
	const right = Math.max(0, width - words.length - 3);
	return line(span(marks.rule.repeat(right), 'dim'), span(words, 'warn'), span(marks.rule.repeat(3), 'dim'));
};

/** The whole frame: always one row less than the terminal has, and never wider. What is out of sight is counted in the rules. */
export const frameLines = (view: View, theme: Theme, now: Milliseconds): readonly Line[] => {
	const {columns} = view.size;
	const height = bodyRows(view.size);
	const body = bodyOf(view, theme, now);
	if (theme.reader) return [header(theme, view), ...body.lines, footer(view)];
	const first = firstRow(body, height, view.scroll);
	const shown = body.lines.slice(first, first + height);
	const filled = [...shown, ...Array.from({length: height - shown.length}, (): Line => [])];
	const below = body.lines.length - first - height;
	const rows = [header(theme, view), rule(theme, columns, first, theme.marks.up), ...filled, rule(theme, columns, below, theme.marks.down), footer(view)];
	return rows.map(row => shortenLine(row, columns, theme.marks.ellipsis));
};
