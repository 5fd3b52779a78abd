import {type Plan, planIn} from '../draft.ts';
import {fieldOf} from '../field.ts';
import type {Desk} from './desk.ts';
import {read} from './scroll.ts';

/** A new file is asked for its name; an existing one is only changed after a typed yes. */
const askWrite = ({update}: Desk, {replaces, path}: Plan): void =>
	replaces
		? update({saving: {stage: 'agreeing', path}, field: fieldOf(''), scroll: undefined})
		: update({saving: {stage: 'naming'}, field: fieldOf(path), scroll: undefined});

/** What a key does at the plan of a set-up. */
export const onDraft = async (desk: Desk, name: string): Promise<void> => {
	const {draft, written} = desk.getView();
	const plan = planIn(draft);
	if (plan?.good && !written && (name === 'w' || name === 's')) askWrite(desk, plan);
	else if (written && name === 'p') await desk.prove();
	else read(desk, name);
};
