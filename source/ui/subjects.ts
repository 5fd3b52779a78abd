import type {Evidence} from '../model.ts';
import type {ProbeRow} from '../session.ts';
import type {View} from './view.ts';

/** What keys about a probe can be about: one at work, or a result, also one that was pasted. */
export type Subject = {readonly id: string; readonly title: string; readonly row?: ProbeRow; readonly evidence?: Evidence};

/** What runs comes first, so that it stays in sight; what has ended follows. */
export const inOrder = (probes: readonly ProbeRow[]): readonly ProbeRow[] => [
	...probes.filter(({evidence}) => !evidence),
	...probes.filter(({evidence}) => evidence !== undefined),
];

/** The probes of the examination in the order in which they are shown, and after them what is known of others. */
export const subjects = ({snapshot}: Pick<View, 'snapshot'>): readonly Subject[] => {
	if (!snapshot) return [];
	const {flow, probes, evidence} = snapshot;
	const shown = inOrder(probes).map((row): Subject => ({id: row.id, title: row.title, row, ...(row.evidence && {evidence: row.evidence})}));
	const others = flow.steps.flatMap(({id, title, type}): readonly Subject[] => {
		const known = type === 'probe' && !probes.some(row => row.id === id) && evidence.find(({step}) => step === id);
		return known ? [{id, title, evidence: known}] : [];
	});
	return [...shown, ...others];
};

type WithCommand = {readonly command?: unknown};

/** What a person could type for the same: what the probe itself says, else what is known beforehand. */
export const commandOf = (view: Pick<View, 'snapshot'>, step: string): string | undefined => {
	const subject = subjects(view).find(({id}) => id === step);
	const own = (subject?.evidence?.value as WithCommand | null | undefined)?.command;
	return typeof own === 'string' ? own : subject?.row?.command;
};
