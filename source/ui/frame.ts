import type {Milliseconds} from '../model.ts';
import {type Line, shortenLine} from './line.ts';
import type {Paper} from './paragraph.ts';
import type {Body} from './screens/body.ts';
import {footer, header, lowerRule, upperRule} from './screens/chrome.ts';
import {commandScreen, pasteScreen} from './screens/command.ts';
import {detailsScreen} from './screens/details.ts';
import {draftScreen} from './screens/draft.ts';
import {evidenceScreen} from './screens/evidence.ts';
import {examination} from './screens/examination.ts';
import {findingsScreen} from './screens/findings.ts';
import {fixScreen} from './screens/fix.ts';
import {help} from './screens/help.ts';
import {withMap} from './screens/map.ts';
import {menu} from './screens/menu.ts';
import {planScreen} from './screens/plan.ts';
import {questionScreen} from './screens/question.ts';
import {saveScreen} from './screens/save.ts';
import type {Theme} from './theme.ts';
import {isPlanning, isSetup, panelOf, type Size, type View} from './view.ts';

// Header, two rules, footer; and Ink needs the last row of the terminal for itself.
const around = 5;

/** How many rows of content can be seen at once. */
export const bodyRows = ({rows}: Size): number => Math.max(1, rows - around);

/** What is looked at over the place where the operator is. */
const panelBody = (paper: Paper, view: View): Body | undefined => {
	const panel = panelOf(view);
	if (panel?.kind === 'details') return detailsScreen(paper, view, panel.step);
	if (panel?.kind === 'command') return commandScreen(paper, view, panel.step);
	if (panel?.kind === 'paste') return pasteScreen(paper, view, panel);
	if (panel?.kind === 'fix' && view.report) return fixScreen(paper, view.report);
	return panel?.kind === 'evidence' && view.report ? evidenceScreen(paper, view, view.report) : undefined;
};

const placeBody = (paper: Paper, view: View & {readonly snapshot: NonNullable<View['snapshot']>}, now: Milliseconds): Body => {
	const {snapshot, report} = view;
	if (report) return findingsScreen(paper, view, report);
	if (isSetup(view) && snapshot.finished) return draftScreen(paper, view, view.draft);
	return withMap(paper, snapshot, paper => {
		if (isPlanning(view)) return planScreen(paper, snapshot);
		return snapshot.question ? questionScreen(paper, snapshot.question, view, now) : examination(paper, view, now);
	});
};

/** The screen of the place where the operator is, as rows of any number. */
export const bodyOf = (view: View, theme: Theme, now: Milliseconds): Body => {
	const paper: Paper = {theme, width: view.size.columns};
	const {snapshot} = view;
	if (view.help) return help(paper);
	if (!snapshot) return menu(paper, view);
	if (view.saving) return saveScreen(paper, view, view.saving);
	return panelBody(paper, view) ?? placeBody(paper, {...view, snapshot}, now);
};

/** The first row to show: where it was scrolled to, else as far down as what is chosen needs, with two rows under it. */
export const firstRow = ({lines, focus = 0}: Body, height: number, scroll: number | undefined): number => {
	const last = Math.max(0, lines.length - height);
	return Math.min(last, Math.max(0, scroll ?? focus + 3 - height));
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
	const rows = [header(theme, view), upperRule(theme, view, first), ...filled, lowerRule(theme, view, below), footer(view)];
	return rows.map(row => shortenLine(row, columns, theme.marks.ellipsis));
};
