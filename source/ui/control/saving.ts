import type {Report} from '../../model.ts';
import {fieldOf, textOf} from '../field.ts';
import type {Desk} from './desk.ts';

const defaultName = ({session}: Report) => `ws-doctor-${session}.md`;

/** Asks for a name, with one proposed. */
export const askName = ({getView, update}: Desk): void => {
	const {report, saved} = getView();
	if (report) update({saving: {stage: 'naming'}, field: fieldOf(saved ?? defaultName(report)), scroll: undefined});
};

/** Saves under the name that was typed; an existing file is only overwritten after a yes. */
export const write = async ({getView, update, save}: Desk, overwrite: boolean): Promise<void> => {
	const {field, report} = getView();
	const path = textOf(field).trim();
	if (!report) return;
	if (path === '') return update({saving: {stage: 'naming', complaint: 'A name is needed: expected a file, for example ws-doctor.md.'}});
	update({saving: {stage: 'writing'}});
	const saved = await save(report, path, overwrite);
	if (saved.outcome === 'saved') update({saving: undefined, saved: path, scroll: 0});
	else update({saving: saved.outcome === 'exists' ? {stage: 'confirming'} : {stage: 'naming', complaint: saved.why}});
};

/** The answer to "overwrite it?". */
export const confirm = async (desk: Desk, name: string): Promise<void> => {
	if (name.toLowerCase() === 'y') await write(desk, true);
	else desk.update({saving: {stage: 'naming'}});
};
