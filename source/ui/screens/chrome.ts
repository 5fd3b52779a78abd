import type {Question} from '../../model.ts';
import {type Line, line, lineCells, type Span, span} from '../line.ts';
import type {Theme} from '../theme.ts';
import {canGoBack, type Place, placeOf, places, takesText, type View} from '../view.ts';
import {isRunning} from './probes.ts';

const titles: Readonly<Record<Place, string>> = {symptom: 'symptom', questions: 'questions', examination: 'examination', findings: 'findings'};

const steps = ({marks}: Theme, place: Place): readonly Span[] => {
	const here = places.indexOf(place);
	return places.flatMap((each, index) => [
		...(index > 0 ? [span(` ${marks.then} `, 'dim')] : []),
		span(`${index < here ? marks.done : index === here ? marks.running : marks.waiting} ${titles[each]}`, index === here ? 'strong' : 'dim'),
	]);
};

/** Where one is: always the first row. */
export const header = (theme: Theme, view: View): Line => {
	const place = placeOf(view);
	const full = line(span(` ws-doctor ${view.version}`, 'title'), '  ', ...steps(theme, place));
	if (lineCells(full) <= view.size.columns) return full;
	return line(span(' ws-doctor ', 'title'), span(`${places.indexOf(place) + 1}/4 ${titles[place]}`, 'strong'));
};

type Hint = readonly [key: string, does: string];

const listHints: readonly Hint[] = [
	['j/k', 'choose'],
	['Enter', 'take'],
];

const questionHints = ({choices}: Question<unknown>, view: View): readonly Hint[] =>
	!choices?.length || view.typing
		? [
				['Enter', view.field.text.length > 0 ? 'take' : 'go on'],
				['Ctrl-U', 'clear'],
			]
		: listHints;

const placeHints = (view: View): readonly Hint[] => {
	const {snapshot} = view;
	const back: readonly Hint[] = canGoBack(view) ? [['Esc', 'back']] : [];
	if (!snapshot) return listHints;
	if (snapshot.question)
		return [...questionHints(snapshot.question, view), ...(view.typing && snapshot.question.choices?.length ? [['Esc', 'choices'] as const] : back)];
	if (snapshot.finished)
		return [
			['s', 'save report'],
			['j/k', 'scroll'],
		];
	return [...(snapshot.probes.some(isRunning) ? [['s', 'stop waiting'] as const] : []), ...back];
};

const hints = (view: View): readonly Hint[] => {
	if (view.help)
		return [
			['Esc', 'close'],
			['j/k', 'scroll'],
			['q', 'quit'],
		];
	if (view.saving)
		return view.saving.stage === 'confirming'
			? [
					['y', 'overwrite'],
					['Esc', 'no'],
				]
			: [
					['Enter', 'save'],
					['Esc', 'cancel'],
				];
	const quit: readonly Hint[] = takesText(view) ? [['Ctrl-C', 'quit']] : [['q', 'quit']];
	return [...placeHints(view), ...(takesText(view) && view.field.text.length > 0 ? [] : [['?', 'help'] as const]), ...quit];
};

const hintLine = (hints: readonly Hint[], gap: string): Line =>
	line(...hints.flatMap(([key, does], index) => [span(`${index === 0 ? ' ' : gap}${key}`, 'accent'), span(does && ` ${does}`, 'dim')]));

/** What the keys do here: always the last row. Where there is no room the words go, the first ones first, and the keys stay. */
export const footer = (view: View): Line => {
	const all = hints(view);
	const wordless = all.map((_, count) => all.map(([key, does], index): Hint => [key, index < count ? '' : does]));
	const rows = [hintLine(all, '   '), ...wordless.map(hints => hintLine(hints, '  '))];
	return rows.find(row => lineCells(row) <= view.size.columns) ?? (rows.at(-1) as Line);
};
