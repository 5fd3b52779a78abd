import type {Report} from '../../model.ts';
import {planIn} from '../draft.ts';
import {fieldOf, textOf} from '../field.ts';
import type {Desk, Saved} from './desk.ts';

const defaultName = ({session}: Report, extension: string) => `ws-doctor-${session}.${extension}`;

/** Asks in which format, with Markdown first chosen: it is what most tickets take. */
export const askFormat = ({getView, update}: Desk): void => {
	const {report, formats} = getView();
	const chosen = formats.findIndex(({name}) => name === 'markdown');
	if (report) update({saving: {stage: 'format'}, chosen: Math.max(0, chosen), scroll: undefined});
};

/** Asks for a name, with one proposed. */
const askName = ({getView, update}: Desk): void => {
	const {report, formats, chosen} = getView();
	const extension = formats[chosen]?.extension ?? 'md';
	if (report) update({saving: {stage: 'naming'}, field: fieldOf(defaultName(report, extension)), scroll: undefined});
};

/** Writes the file of a set-up, else the report. */
const put = async ({getView, save}: Desk, path: string, overwrite: boolean): Promise<Saved | undefined> => {
	const {draft, report} = getView();
	const plan = planIn(draft);
	return plan ? plan.write(path, overwrite) : report && save(report, path, overwrite);
};

const took = ({getView, update}: Desk, path: string, backup: string | undefined): void => {
	const note = `${getView().draft ? 'written' : 'saved'}: ${path}${backup === undefined ? '' : `; the file before: ${backup}`}`;
	update({saving: undefined, note, scroll: 0, ...(getView().draft ? {written: path} : {saved: path})});
};

const store = async (desk: Desk, path: string, overwrite: boolean): Promise<void> => {
	desk.update({saving: {stage: 'writing'}});
	const saved = await put(desk, path, overwrite);
	if (saved?.outcome === 'saved') took(desk, path, saved.backup);
	else if (saved) desk.update({saving: saved.outcome === 'exists' ? {stage: 'confirming'} : {stage: 'naming', complaint: saved.why}, field: fieldOf(path)});
};

/** Saves under the name that was typed; an existing file is only overwritten after a yes. */
export const write = async (desk: Desk, overwrite: boolean): Promise<void> => {
	const path = textOf(desk.getView().field).trim();
	if (path !== '') return store(desk, path, overwrite);
	desk.update({saving: {stage: 'naming', complaint: 'A name is needed: expected that of a file.'}});
};

/** Changes a file that exists, once yes has been typed; anything else changes nothing. */
export const agree = async (desk: Desk): Promise<void> => {
	const {field, saving} = desk.getView();
	if (saving?.stage !== 'agreeing') return;
	if (textOf(field).trim().toLowerCase() === 'yes') await store(desk, saving.path, true);
	else desk.update({saving: {...saving, complaint: 'Nothing was changed: expected yes, or Esc.'}});
};

const pick = (desk: Desk, name: string): void => {
	const {formats, chosen} = desk.getView();
	const choose = (row: number) => desk.update({chosen: (row + formats.length) % formats.length, scroll: undefined});
	if (name === 'up' || name === 'k') choose(chosen - 1);
	else if (name === 'down' || name === 'j') choose(chosen + 1);
	else if (/^[1-9]$/.test(name) && Number(name) <= formats.length) {
		choose(Number(name) - 1);
		askName(desk);
	} else if (name === 'enter') askName(desk);
	else if (name === 'escape') desk.update({saving: undefined});
};

/** What a key does while a report is being saved, and is no text. */
export const onSaving = async (desk: Desk, name: string): Promise<void> => {
	const {saving} = desk.getView();
	if (saving?.stage === 'format') pick(desk, name);
	else if (saving?.stage === 'confirming' && name.toLowerCase() === 'y') await write(desk, true);
	else if (saving?.stage === 'confirming') desk.update({saving: {stage: 'naming'}});
};
