import {editLines, fieldOf, textOf} from '../field.ts';
import type {Key} from '../keys.ts';
import {commandOf, subjects} from '../subjects.ts';
import {type Panel, panelOf} from '../view.ts';
import type {Desk} from './desk.ts';
import {read, scrolledBy} from './scroll.ts';

/** Opens something over what is there. */
export const openPanel = ({getView, update}: Desk, panel: Panel): void => {
	const {panels} = getView();
	update({panels: [...panels, panel], scroll: undefined, ...(panel.kind === 'paste' && {pasted: fieldOf('')})});
};

export const closePanel = ({getView, update}: Desk): void => update({panels: getView().panels.slice(0, -1), scroll: undefined});

/** Shows another one in its place. */
const swapPanel = (desk: Desk, panel: Panel): void => {
	closePanel(desk);
	openPanel(desk, panel);
};

const selectedOf = ({getView}: Desk) => {
	const all = subjects(getView());
	return all[
		Math.max(
			0,
			all.findIndex(({id}) => id === getView().selected),
		)
	];
};

/** Moves among the probes. */
const select = (desk: Desk, by: number): void => {
	const all = subjects(desk.getView());
	const at = all.findIndex(({id}) => id === selectedOf(desk)?.id);
	const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
	if (next) desk.update({selected: next.id, scroll: undefined});
};

const looks: Readonly<Record<string, 'details' | 'command' | 'paste'>> = {d: 'details', c: 'command', p: 'paste'};

/** Keys that are about one probe: which one, its raw details, its command, its result from elsewhere. False for any other key. */
export const onProbes = (desk: Desk, name: string): boolean => {
	const [subject, kind] = [selectedOf(desk), looks[name]];
	if (name === 'up' || name === 'k') select(desk, -1);
	else if (name === 'down' || name === 'j') select(desk, 1);
	else if (subject && kind) openPanel(desk, {kind, step: subject.id});
	else return false;
	return true;
};

const takePaste = async (desk: Desk, step: string): Promise<void> => {
	const {getView, update, paste} = desk;
	const complaint = await paste(step, textOf(getView().pasted));
	const {panels} = getView();
	if (complaint) update({panels: [...panels.slice(0, -1), {kind: 'paste', step, complaint}]});
	else update({panels: [], note: 'taken, as you said it', pasted: fieldOf('')});
};

/** The field for what was found elsewhere: an empty line and Enter, or Ctrl-D, ends it. */
export const inPaste = async (desk: Desk, key: Key, step: string): Promise<void> => {
	const {pasted} = desk.getView();
	const text = textOf(pasted);
	const name = key.type === 'key' ? key.name : '';
	const ends = name === 'ctrl-d' || (name === 'enter' && text.trim() !== '' && /(?:^|\n)\s*$/.test(text));
	const edited = ends ? undefined : editLines(pasted, key);
	if (ends) await takePaste(desk, step);
	else if (name === 'escape') closePanel(desk);
	else if (edited) desk.update({pasted: edited, scroll: undefined});
	else scrolledBy(desk, name);
};

const copyCommand = (desk: Desk, step: string): void => {
	const command = commandOf(desk.getView(), step);
	if (command === undefined) return;
	desk.copy(command);
	desk.update({note: 'the command is in the clipboard'});
};

/** What a key does while something is looked at. */
export const onPanel = (desk: Desk, panel: Panel, name: string): void => {
	const toggles: Readonly<Record<string, Panel['kind']>> = {f: 'fix', x: 'fix', enter: 'fix', e: 'evidence', d: 'details', c: 'command'};
	if (name === 'escape' || toggles[name] === panel.kind) closePanel(desk);
	else if ((name === 'f' && panel.kind === 'evidence') || (name === 'e' && panel.kind === 'fix')) swapPanel(desk, {kind: name === 'f' ? 'fix' : 'evidence'});
	else if (name === 'q') desk.leave({interrupted: false});
	else if (scrolledBy(desk, name)) return;
	else if (panel.kind === 'evidence' && onProbes(desk, name)) return;
	else if ('step' in panel && name === 'p') openPanel(desk, {kind: 'paste', step: panel.step});
	else if ('step' in panel && name === 'y') copyCommand(desk, panel.step);
	else read(desk, name);
};

/** The panel on top, if any. */
export const topPanel = ({getView}: Desk): Panel | undefined => panelOf(getView());
