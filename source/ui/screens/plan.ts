import type {Snapshot} from '../../session.ts';
import {branches} from '../../snapshot.ts';
import {blank, type Line, span} from '../line.ts';
import {heading, type Paper, paragraph} from '../paragraph.ts';
import type {Body} from './body.ts';
import {atMost} from './time.ts';

const later = (paper: Paper, snapshot: Snapshot): readonly Line[] => {
	const planned = new Set(snapshot.planned?.map(({id}) => id));
	const open = branches(snapshot).filter(({id, type, state}) => type === 'probe' && state === 'to-come' && !planned.has(id));
	if (open.length === 0) return [];
	return [
		...heading(paper, 'Later, where it makes sense'),
		...open.flatMap(({title}) => paragraph(paper, title, 'dim', span(` ${paper.theme.marks.bullet} `, 'dim'))),
		...paragraph(paper, 'Each says what it opens before you answer what it needs. A silence test opens at most 64 connections to a place.', 'dim'),
	];
};

/** What is about to be opened: how many connections, where to, for how long. */
export const planScreen = (paper: Paper, snapshot: Snapshot): Body => {
	const {planned = []} = snapshot;
	const {bullet} = paper.theme.marks;
	const longest = atMost(Math.max(0, ...planned.map(({cost}) => cost)));
	return {
		lines: [
			...paragraph(paper, 'Before anything is opened', 'title'),
			...paragraph(paper, `${planned.length === 1 ? 'One probe' : `${planned.length} probes at once`}, done after ${longest} at most. Enter: go on`, 'accent'),
			blank,
			...planned.flatMap(({title, plan}) => [
				...paragraph(paper, title, 'strong', span(` ${bullet} `, 'accent')),
				...paragraph(paper, plan, 'plain', span('   ')),
			]),
			...later(paper, snapshot),
		],
	};
};
