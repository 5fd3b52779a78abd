import type {Question} from '../../model.ts';
import {canTakeBack} from '../../snapshot.ts';
import {fieldOf, textOf} from '../field.ts';
import {optionsOf} from '../screens/question.ts';
import {canGoBack, hasList, isPlanning, isSetup, questionOf, takesText} from '../view.ts';
import type {Desk} from './desk.ts';

const answer = async ({getSession, remember}: Desk, question: Question<unknown>, text: string) => {
	remember(question.id, text);
	await getSession()?.answer(text);
};

/** What the text may become follows what is typed; the first of it is chosen while a word is unfinished. */
export const complete = ({getView, update, getSession}: Desk): void => {
	const text = textOf(getView().field);
	const completions = getSession()?.complete(text) ?? [];
	update({completions, chosen: /(?:^|,)\s*$/.test(text) ? -1 : 0});
};

/** Takes the chosen completion into the field; false when none is chosen. */
const takeCompletion = (desk: Desk): boolean => {
	const {completions = [], chosen} = desk.getView();
	const completion = completions[chosen];
	if (!completion) return false;
	desk.update({field: fieldOf(completion.value), scroll: undefined});
	complete(desk);
	return true;
};

const takeText = async (desk: Desk, question: Question<unknown>) => {
	if (takeCompletion(desk)) return;
	const text = textOf(desk.getView().field).trim();
	// Where it must be answered, skipping says so.
	if (text === '') desk.getSession()?.skip();
	else await answer(desk, question, text);
};

const takeOption = async (desk: Desk, question: Question<unknown>) => {
	const {snapshot, chosen} = desk.getView();
	const option = optionsOf(question, snapshot?.offered)[chosen];
	if (option?.answer === 'type') desk.update({typing: true, field: fieldOf(''), scroll: undefined});
	else if (option?.answer === 'skip') desk.getSession()?.skip();
	else if (option?.value !== undefined) await answer(desk, question, option.value);
};

const takeItem = async (desk: Desk) => {
	const {menu, chosen} = desk.getView();
	const item = menu[chosen];
	if (item?.kind === 'symptom' || item?.here) await desk.begin(item.id);
	else if (item) desk.leave({interrupted: false, other: item});
};

/** Takes what is chosen or typed; at the plan, leave to begin. */
export const take = async (desk: Desk): Promise<void> => {
	const view = desk.getView();
	const question = questionOf(view);
	if (isPlanning(view)) desk.getSession()?.go();
	else if (question) await (takesText(view) ? takeText(desk, question) : takeOption(desk, question));
	else if (!view.snapshot) await takeItem(desk);
};

const countOf = (desk: Desk): number => {
	const view = desk.getView();
	const question = questionOf(view);
	return question ? optionsOf(question, view.snapshot?.offered).length : view.menu.length;
};

/** Moves in a list, or takes something from it. */
export const inList = async (desk: Desk, name: string): Promise<void> => {
	const {chosen} = desk.getView();
	const count = countOf(desk);
	const choose = (row: number) => desk.update({chosen: row, scroll: undefined});
	if (name === 'up' || name === 'k') choose((chosen - 1 + count) % count);
	else if (name === 'down' || name === 'j') choose((chosen + 1) % count);
	else if (/^[1-9]$/.test(name) && Number(name) <= count) {
		choose(Number(name) - 1);
		await take(desk);
	} else if (name === 'enter') await take(desk);
};

/** Moves among what the text may become; false where there is nothing of the kind. */
export const inCompletions = (desk: Desk, name: string): boolean => {
	const {completions = [], chosen} = desk.getView();
	if (completions.length === 0) return false;
	if (name === 'up') desk.update({chosen: Math.max(-1, chosen - 1), scroll: undefined});
	else if (name === 'down') desk.update({chosen: Math.min(completions.length - 1, chosen + 1), scroll: undefined});
	else if (name === 'tab') {
		desk.update({chosen: Math.max(0, chosen)});
		takeCompletion(desk);
	} else return false;
	return true;
};

/** From typing to the list, else to the answer before (also while only probes run), else to the menu. */
export const back = (desk: Desk): void => {
	const view = desk.getView();
	if (!view.snapshot || !canGoBack(view)) return;
	if (view.snapshot.finished && isSetup(view)) void desk.reopen();
	else if (view.typing && hasList(view)) desk.update({typing: false, scroll: undefined});
	else if (canTakeBack(view.snapshot)) desk.getSession()?.back();
	else desk.toMenu();
};
