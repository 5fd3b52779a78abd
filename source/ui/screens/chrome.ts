import {type Line, line, lineCells, type Span, shorten, span} from '../line.ts';
import type {Theme} from '../theme.ts';
import {isPlanning, isSetup, type Place, panelOf, placeOf, places, questionOf, type View} from '../view.ts';
import {type Hint, hints} from './hints.ts';

type Way = {readonly names: readonly string[]; readonly here: number};

const setupPlaces: readonly Place[] = ['symptom', 'questions', 'findings'];

/** What lies before and behind the place where one is: a set-up examines nothing, and ends in a file. */
const wayOf = (view: View): Way =>
	isSetup(view) ? {names: ['menu', 'set-up', 'file'], here: setupPlaces.indexOf(placeOf(view))} : {names: places, here: places.indexOf(placeOf(view))};

const steps = ({marks}: Theme, {names, here}: Way): readonly Span[] =>
	names.flatMap((each, index) => [
		...(index > 0 ? [span(` ${marks.then} `, 'dim')] : []),
		span(`${index < here ? marks.done : index === here ? marks.running : marks.waiting} ${each}`, index === here ? 'strong' : 'dim'),
	]);

/** Where one is: always the first row. */
export const header = (theme: Theme, view: View): Line => {
	const way = wayOf(view);
	const full = line(span(` ws-doctor ${view.version}`, 'title'), '  ', ...steps(theme, way));
	if (lineCells(full) <= view.size.columns) return full;
	return line(span(' ws-doctor ', 'title'), span(`${way.here + 1}/${way.names.length} ${way.names[way.here]}`, 'strong'));
};

/** The way from the menu to what is on the screen, in words. */
const crumbs = (view: View): readonly string[] => {
	const {snapshot, help, saving, before} = view;
	const panel = panelOf(view);
	const inside = questionOf(view)?.id ?? (isPlanning(view) ? 'plan' : before ? 'verify' : undefined);
	const top = help ? 'help' : saving ? 'save' : panel && ('step' in panel ? `${panel.step} ${panel.kind}` : panel.kind);
	return [snapshot?.flow.id, inside, top].filter(word => word !== undefined);
};

const counted = (hidden: number, arrow: string): string => (hidden > 0 ? ` ${arrow} ${hidden} more ` : '');

const ruleWith = ({marks}: Theme, width: number, left: string, right: string): Line => {
	const lead = marks.rule.repeat(left === '' ? 0 : 1);
	const tail = marks.rule.repeat(right === '' ? 0 : 3);
	const fill = Math.max(0, width - lead.length - left.length - right.length - tail.length);
	return line(span(lead, 'dim'), span(left, 'dim'), span(marks.rule.repeat(fill), 'dim'), span(right, 'warn'), span(tail, 'dim'));
};

/** The rule under the header: the way here, and how many rows are out of sight above. */
export const upperRule = (theme: Theme, view: View, hidden: number): Line => {
	const {columns} = view.size;
	const right = counted(hidden, theme.marks.up);
	const way = theme.text(crumbs(view).join(` ${theme.marks.then} `));
	const left = way === '' ? '' : ` ${shorten(way, Math.max(0, columns - right.length - 8), theme.marks.ellipsis)} `;
	return ruleWith(theme, columns, left, right);
};

/** The rule above the footer, and how many rows are out of sight below. */
export const lowerRule = (theme: Theme, {size}: View, hidden: number): Line => ruleWith(theme, size.columns, '', counted(hidden, theme.marks.down));

const hintLine = (hints: readonly Hint[], gap: string): Line =>
	line(...hints.flatMap(([key, does], index) => [span(`${index === 0 ? ' ' : gap}${key}`, 'accent'), span(does && ` ${does}`, 'dim')]));

/** In which order words are given up: those of the last keys first, and what the help is called never before them. */
const expendable = (all: readonly Hint[]): readonly number[] => {
	const order = all.map((_, index) => index).reverse();
	return [...order.filter(index => all[index]?.[0] !== '?'), ...order.filter(index => all[index]?.[0] === '?')];
};

/** What the keys do here: always the last row. Where there is no room words go, the most wanted ones last, and the keys stay. */
export const footer = (view: View): Line => {
	const all = hints(view);
	const order = expendable(all);
	const wordless = all.map((_, count) => all.map(([key, does], index): Hint => [key, order.indexOf(index) <= count ? '' : does]));
	const rows = [hintLine(all, '   '), hintLine(all, '  '), ...wordless.map(hints => hintLine(hints, '  '))];
	return rows.find(row => lineCells(row) <= view.size.columns) ?? (rows.at(-1) as Line);
};
