import {planIn} from '../draft.ts';
import {canConclude, canGoBack, hasList, isPlanning, isSetup, type Panel, panelOf, placeOf, questionOf, takesText, type View} from '../view.ts';
import {isRunning} from './probes.ts';

/** A key, and what it does here. */
export type Hint = readonly [key: string, does: string];

const list: readonly Hint[] = [
	['j/k', 'choose'],
	['Enter', 'take'],
];

const probe: readonly Hint[] = [
	['d', 'details'],
	['c', 'command'],
	['p', 'paste'],
];

const scroll: Hint = ['j/k', 'scroll'];

const onPanel = ({kind}: Panel): readonly Hint[] => {
	const close: Hint = ['Esc', 'close'];
	if (kind === 'paste') return [['Ctrl-D', 'take'], close];
	if (kind === 'evidence') return [['j/k', 'choose'], ...probe, close];
	if (kind === 'command') return [['y', 'copy'], ['p', 'paste'], close];
	return kind === 'details' ? [['p', 'paste'], scroll, close] : [scroll, close];
};

/** Nothing goes on with an empty field where an answer is needed. */
const onEnter = (view: View): readonly Hint[] => {
	const question = questionOf(view);
	if (view.field.text.length > 0)
		return [
			['Enter', 'take'],
			['Ctrl-U', 'clear'],
		];
	return question?.optional || question?.fallback !== undefined ? [['Enter', 'go on']] : [];
};

const onQuestion = (view: View): readonly Hint[] => {
	const back: readonly Hint[] = view.typing && hasList(view) ? [['Esc', 'choices']] : canGoBack(view) ? [['Esc', 'back']] : [];
	const enough: readonly Hint[] = canConclude(view) ? [['Ctrl-D', 'conclude']] : [];
	if (!takesText(view)) return [...list, ...back, ...enough];
	const added: readonly Hint[] = view.completions?.length ? [['Tab', 'add']] : [];
	return [...onEnter(view), ...added, ...back, ...enough];
};

const onDraft = ({draft, written}: View): readonly Hint[] => {
	const plan = planIn(draft);
	if (written) return [['p', 'prove it, once HAProxy is reloaded'], scroll];
	return plan?.good ? [['w', 'write'], scroll] : [scroll];
};

const findings: readonly Hint[] = [['f', 'fix'], ['e', 'evidence'], ['v', 'verify'], ['s', 'save'], ['y', 'copy'], scroll];

const onPlace = (view: View): readonly Hint[] => {
	const {snapshot} = view;
	const back: readonly Hint[] = canGoBack(view) ? [['Esc', 'back']] : [];
	if (!snapshot) return list;
	if (isPlanning(view)) return [['Enter', 'go on'], ...back];
	if (questionOf(view)) return onQuestion(view);
	if (placeOf(view) === 'findings') return isSetup(view) ? [...onDraft(view), ...back] : findings;
	return [...(snapshot.probes.some(isRunning) ? [['s', 'conclude'] as const] : []), ...probe, ...back];
};

const onSaving = ({saving}: View): readonly Hint[] => {
	if (saving?.stage === 'format') return [...list, ['Esc', 'cancel']];
	if (saving?.stage === 'agreeing')
		return [
			['Enter', 'take'],
			['Esc', 'cancel'],
		];
	if (saving?.stage === 'confirming')
		return [
			['y', 'overwrite'],
			['Esc', 'no'],
		];
	return [
		['Enter', 'save'],
		['Esc', 'cancel'],
	];
};

/** What the keys do here, the most wanted first. */
export const hints = (view: View): readonly Hint[] => {
	const panel = panelOf(view);
	if (view.help) return [['Esc', 'close'], scroll, ['q', 'quit']];
	if (view.saving) return onSaving(view);
	const text = takesText(view);
	const help: readonly Hint[] = panel?.kind === 'paste' || (text && view.field.text.length > 0) ? [] : [['?', 'help']];
	return [...(panel ? onPanel(panel) : onPlace(view)), ...help, text ? ['Ctrl-C', 'quit'] : ['q', 'quit']];
};
