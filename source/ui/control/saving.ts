import type {Report} from '../../model.ts';
import {fieldOf, textOf} from '../field.ts';
import type {Desk} from './desk.ts';

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

/** Saves under the name that was typed; an existing file is only overwritten after a yes. */
export const write = async ({getView, update, save}: Desk, overwrite: boolean): Promise<void> => {
	const {field, report} = getView();
	const path = textOf(field).trim();
	if (!report) return;
	if (path === '') return update({saving: {stage: 'naming', complaint: 'A name is needed: expected a file, for example ws-doctor.md.'}});
	update({saving: {stage: 'writing'}});
	const saved = await save(report, path, overwrite);
	if (saved.outcome === 'saved') update({saving: undefined, saved: path, note: `saved: ${path}`, scroll: 0});
	else update({saving: saved.outcome === 'exists' ? {stage: 'confirming'} : {stage: 'naming', complaint: saved.why}});
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
