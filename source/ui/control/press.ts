import {edit} from '../field.ts';
import type {Key} from '../keys.ts';
import {canConclude, isSetup, placeOf, takesText} from '../view.ts';
import {back, complete, inCompletions, inList, take} from './answer.ts';
import type {Desk} from './desk.ts';
import {onDraft} from './draft.ts';
import {inPaste, onPanel, onProbes, openPanel, topPanel} from './panels.ts';
import {agree, askFormat, onSaving, write} from './saving.ts';
import {read, scroll, scrolledBy} from './scroll.ts';

/** Enough is known, or nothing more: what is asked stays open. */
const conclude = (desk: Desk): void => {
	const {saving, snapshot} = desk.getView();
	if (!saving && canConclude({snapshot})) desk.getSession()?.conclude();
};

const inField = async (desk: Desk, key: Key): Promise<void> => {
	const {field, saving} = desk.getView();
	const edited = edit(field, key);
	if (edited) {
		desk.update({field: edited, scroll: undefined});
		return complete(desk);
	}
	if (key.type !== 'key' || scrolledBy(desk, key.name) || inCompletions(desk, key.name)) return;
	if (key.name === 'up' || key.name === 'down') scroll(desk, key.name === 'up' ? -1 : 1);
	else if (key.name === 'enter') await (saving ? (saving.stage === 'agreeing' ? agree(desk) : write(desk, false)) : take(desk));
	else if (key.name === 'ctrl-d') conclude(desk);
	else if (key.name === 'escape') saving ? desk.update({saving: undefined}) : back(desk);
};

const onHelp = (desk: Desk, name: string): void => {
	if (['escape', 'enter', '?'].includes(name)) desk.update({help: false, scroll: undefined});
	else if (name === 'q') desk.leave({interrupted: false});
	else if (!scrolledBy(desk, name)) read(desk, name);
};

const copyShort = async ({getView, short, copy, update}: Desk): Promise<void> => {
	const {report} = getView();
	if (!report) return;
	copy(await short(report));
	update({note: 'the short report is in the clipboard', scroll: 0});
};

const onFindings = async (desk: Desk, name: string): Promise<void> => {
	if (['f', 'x', 'enter'].includes(name)) openPanel(desk, {kind: 'fix'});
	else if (['e', 'd', 'c', 'p'].includes(name)) openPanel(desk, {kind: 'evidence'});
	else if (name === 's' || name === 'w') askFormat(desk);
	else if (name === 'y') await copyShort(desk);
	else if (name === 'v') await desk.verify();
	else read(desk, name);
};

const onExamination = (desk: Desk, name: string): void => {
	if (name === 's') desk.getSession()?.conclude();
	else if (!onProbes(desk, name)) read(desk, name);
};

const onPlace = async (desk: Desk, name: string): Promise<void> => {
	const place = placeOf(desk.getView());
	if (name === 'ctrl-d') conclude(desk);
	else if (place === 'symptom' || place === 'questions') await inList(desk, name);
	else if (isSetup(desk.getView())) await onDraft(desk, name);
	else if (place === 'findings') await onFindings(desk, name);
	else onExamination(desk, name);
};

const onKey = async (desk: Desk, name: string): Promise<void> => {
	const {help, saving} = desk.getView();
	const panel = topPanel(desk);
	if (help) onHelp(desk, name);
	else if (saving) await onSaving(desk, name);
	else if (name === '?') desk.update({help: true, scroll: 0});
	else if (panel) onPanel(desk, panel, name);
	else if (name === 'q') desk.leave({interrupted: false});
	else if (name === 'escape') back(desk);
	else if (!scrolledBy(desk, name)) await onPlace(desk, name);
};

/** What a key does where the operator is. A paste is text for a field, and never a row of keys. */
export const press = async (desk: Desk, key: Key): Promise<void> => {
	const view = desk.getView();
	const panel = topPanel(desk);
	// No answer begins with a question mark.
	const asksHelp = key.type === 'text' && key.text === '?' && view.field.text.length === 0 && !view.saving && panel?.kind !== 'paste';
	if (panel?.kind === 'paste' && takesText(view)) await inPaste(desk, key, panel.step);
	else if (takesText(view) && !asksHelp) await inField(desk, key);
	else if (key.type !== 'paste') await onKey(desk, key.type === 'key' ? key.name : key.text);
};
