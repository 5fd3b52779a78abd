import {edit} from '../field.ts';
import type {Key} from '../keys.ts';
import {placeOf, takesText} from '../view.ts';
import {back, inList, take} from './answer.ts';
import type {Desk} from './desk.ts';
import {askName, confirm, write} from './saving.ts';
import {read, scroll, scrolledBy} from './scroll.ts';

const inField = async (desk: Desk, key: Key): Promise<void> => {
	const {field, saving} = desk.getView();
	const edited = edit(field, key);
	if (edited) return desk.update({field: edited, scroll: undefined});
	if (key.type !== 'key' || scrolledBy(desk, key.name)) return;
	if (key.name === 'up' || key.name === 'down') scroll(desk, key.name === 'up' ? -1 : 1);
	else if (key.name === 'enter') await (saving ? write(desk, false) : take(desk));
	else if (key.name === 'escape') saving ? desk.update({saving: undefined}) : back(desk);
};

const onHelp = (desk: Desk, name: string): void => {
	if (['escape', 'enter', '?'].includes(name)) desk.update({help: false, scroll: undefined});
	else if (name === 'q') desk.leave(false);
	else if (!scrolledBy(desk, name)) read(desk, name);
};

const onPlace = async (desk: Desk, name: string): Promise<void> => {
	const place = placeOf(desk.getView());
	if (place === 'symptom' || place === 'questions') await inList(desk, name);
	else if (place === 'findings' && (name === 's' || name === 'w')) askName(desk);
	else if (place === 'examination' && name === 's') desk.getSession()?.conclude();
	else read(desk, name);
};

const onKey = async (desk: Desk, name: string): Promise<void> => {
	const {help, saving} = desk.getView();
	if (help) onHelp(desk, name);
	else if (saving) await (saving.stage === 'confirming' ? confirm(desk, name) : undefined);
	else if (name === '?') desk.update({help: true, scroll: 0});
	else if (name === 'q') desk.leave(false);
	else if (name === 'escape') back(desk);
	else if (!scrolledBy(desk, name)) await onPlace(desk, name);
};

/** What a key does where the operator is. A paste is text for a field, and never a row of keys. */
export const press = async (desk: Desk, key: Key): Promise<void> => {
	const view = desk.getView();
	// No answer begins with a question mark.
	const asksHelp = key.type === 'text' && key.text === '?' && view.field.text.length === 0 && !view.saving;
	if (takesText(view) && !asksHelp) await inField(desk, key);
	else if (key.type !== 'paste') await onKey(desk, key.type === 'key' ? key.name : key.text);
};
