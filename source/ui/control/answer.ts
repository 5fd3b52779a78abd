import type {Question} from '../../model.ts';
import {fieldOf, textOf} from '../field.ts';
import {optionsOf} from '../screens/question.ts';
import {canGoBack, hasAnswered, takesText} from '../view.ts';
import type {Desk} from './desk.ts';

const answer = async ({getSession, remember}: Desk, question: Question<unknown>, text: string) => {
	remember(question.id, text);
	await getSession()?.answer(text);
};

const takeText = async (desk: Desk, question: Question<unknown>) => {
	const text = textOf(desk.getView().field).trim();
	if (text === '' && (question.optional || question.fallback !== undefined)) desk.getSession()?.skip();
	else await answer(desk, question, text);
};

const takeOption = async (desk: Desk, question: Question<unknown>) => {
	const option = optionsOf(question)[desk.getView().chosen];
	if (option?.answer === 'type') desk.update({typing: true, field: fieldOf(''), scroll: undefined});
	else if (option?.answer === 'skip') desk.getSession()?.skip();
	else if (option?.value !== undefined) await answer(desk, question, option.value);
};

/** Takes what is chosen or typed. */
export const take = async (desk: Desk): Promise<void> => {
	const view = desk.getView();
	const question = view.snapshot?.question;
	const flow = view.flows[view.chosen];
	if (question) await (takesText(view) ? takeText(desk, question) : takeOption(desk, question));
	else if (!view.snapshot && flow) desk.begin(flow);
};

/** Moves in a list, or takes something from it. */
export const inList = async (desk: Desk, name: string): Promise<void> => {
	const {snapshot, flows, chosen} = desk.getView();
	const count = snapshot?.question ? optionsOf(snapshot.question).length : flows.length;
	const choose = (row: number) => desk.update({chosen: row, scroll: undefined});
	if (name === 'up' || name === 'k') choose((chosen - 1 + count) % count);
	else if (name === 'down' || name === 'j') choose((chosen + 1) % count);
	else if (/^[1-9]$/.test(name) && Number(name) <= count) {
		choose(Number(name) - 1);
		await take(desk);
	} else if (name === 'enter') await take(desk);
};

/** From typing to the list, else to the answer before (also while only probes run), else to the menu. */
export const back = (desk: Desk): void => {
	const view = desk.getView();
	const {snapshot, typing} = view;
	if (!snapshot || !canGoBack(view)) return;
	if (typing && snapshot.question?.choices?.length) desk.update({typing: false, scroll: undefined});
	else if (hasAnswered(snapshot)) desk.getSession()?.back();
	else desk.toMenu();
};
