import type {Milliseconds} from '../../model.ts';
import type {Snapshot} from '../../session.ts';
import {type Line, line, span} from '../line.ts';
import {beside, type Paper, paragraph, wideFrom} from '../paragraph.ts';
import type {Body} from './menu.ts';
import {inOrder, logLines, probeLines, soFar, waitingFor} from './probes.ts';

const address = ({evidence}: Snapshot): string => {
	const url = evidence.find(({step}) => step === 'url')?.value;
	return typeof url === 'string' ? url : 'what was told';
};

const log = (paper: Paper, {probes}: Snapshot): readonly Line[] => {
	const events = logLines(paper, probes);
	return [line(span(' What happens', 'title')), ...(events.length > 0 ? events : [line(span(' nothing yet', 'dim'))])];
};

/** The probes at work: which, how long still, what they saw, and what follows from it so far. */
export const examination = (paper: Paper, snapshot: Snapshot, now: Milliseconds): Body => {
	const wide = paper.width >= wideFrom;
	const rows = (events: number) => (paper: Paper) => {
		const {probes} = snapshot;
		const started = probes.length === 0 ? paragraph(paper, 'One moment.', 'dim') : [];
		const notes = [...soFar(paper, snapshot), ...waitingFor(paper, snapshot, now)];
		return [...started, ...(notes.length > 0 ? [...notes, []] : []), ...inOrder(probes).flatMap(row => probeLines(paper, row, now, events))];
	};

	const title = [...paragraph(paper, `Examining ${address(snapshot)}`, 'title'), []];
	const body = wide ? beside(paper, rows(0), paper => log(paper, snapshot)) : rows(3)(paper);
	return {lines: [...title, ...body]};
};
