import type {Milliseconds} from '../../model.ts';
import {someOf} from '../../report/words.ts';
import type {Snapshot} from '../../session.ts';
import {ruledOut} from '../../snapshot.ts';
import {type Line, line, span} from '../line.ts';
import {beside, type Paper, paragraph, wideFrom} from '../paragraph.ts';
import {inOrder} from '../subjects.ts';
import type {View} from '../view.ts';
import type {Body} from './body.ts';
import {logLines, probeLines, soFar, waitingFor} from './probes.ts';

const address = ({evidence}: Snapshot): string => {
	const url = evidence.find(({step}) => step === 'url')?.value;
	return typeof url === 'string' ? url : 'what was told';
};

const log = (paper: Paper, {probes}: Snapshot): readonly Line[] => {
	const events = logLines(paper, probes);
	return [line(span(' What happens', 'title')), ...(events.length > 0 ? events : [line(span(' nothing yet', 'dim'))])];
};

const excluded = (paper: Paper, snapshot: Snapshot): readonly Line[] => {
	const codes = ruledOut(snapshot);
	return codes.length === 0 ? [] : paragraph(paper, `${codes.length}, ${someOf(codes, 3)}`, 'dim', span(' ruled out: ', 'dim'));
};

/** The probes at work: which, how long still, what they saw, what follows from it so far, and what it cannot be any more. */
export const examination = (paper: Paper, {snapshot, selected}: View & {readonly snapshot: Snapshot}, now: Milliseconds): Body => {
	const rows = inOrder(snapshot.probes);
	const chosen = rows.find(({id}) => id === selected)?.id ?? rows[0]?.id;
	const blocks = (events: number) => (paper: Paper) => rows.map(row => probeLines(paper, row, now, {events, selected: row.id === chosen, lights: true}));
	const above = (paper: Paper) => {
		const notes = [...soFar(paper, snapshot), ...excluded(paper, snapshot), ...waitingFor(paper, snapshot, now)];
		return [...(rows.length === 0 ? paragraph(paper, 'One moment.', 'dim') : []), ...(notes.length > 0 ? [...notes, []] : [])];
	};

	const title = [...paragraph(paper, `Examining ${address(snapshot)}`, 'title'), []];
	const before = (paper: Paper, shown: ReadonlyArray<readonly Line[]>) =>
		title.length +
		above(paper).length +
		shown
			.slice(
				0,
				Math.max(
					0,
					rows.findIndex(({id}) => id === chosen),
				),
			)
			.flat().length;
	if (paper.width < wideFrom) {
		const shown = blocks(3)(paper);
		return {lines: [...title, ...above(paper), ...shown.flat()], ...(selected && {focus: before(paper, shown)})};
	}
	const left = (paper: Paper) => [...above(paper), ...blocks(0)(paper).flat()];
	return {lines: [...title, ...beside(paper, left, paper => log(paper, snapshot))]};
};
