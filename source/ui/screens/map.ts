import type {Snapshot} from '../../session.ts';
import {branches} from '../../snapshot.ts';
import type {Branch} from '../../tree.ts';
import {type Line, line, pad, shorten, span} from '../line.ts';
import {type Paper, paragraph} from '../paragraph.ts';
import type {Marks, Tone} from '../theme.ts';

/** From how many columns on there is room for the map, and how many it takes. */
export const mapFrom = 100;
const mapWidth = 32;

const signs: Readonly<Record<Branch['state'], readonly [mark: keyof Marks, tone: Tone]>> = {
	done: ['done', 'good'],
	here: ['here', 'accent'],
	'to-come': ['waiting', 'dim'],
	'not-needed': ['idle', 'dim'],
};

const branchLines = ({theme, width}: Paper, {title, state, why}: Branch): readonly Line[] => {
	const [mark, tone] = signs[state];
	const unseen = state === 'done' && why !== undefined;
	const sign = span(` ${theme.marks[unseen ? 'unseen' : mark]} `, unseen ? 'warn' : tone);
	const words = shorten(theme.text(title), width - 4, theme.marks.ellipsis);
	const row = line(sign, span(words, state === 'here' ? 'strong' : state === 'done' ? 'plain' : 'dim'));
	return state === 'not-needed' ? [row, ...paragraph({theme, width}, `not needed: ${why}`, 'dim', span('     '))] : [row];
};

/** The tree of the flow: what is done, where one is, what is still to come, and what is not needed and why. */
const mapLines = (paper: Paper, snapshot: Snapshot): readonly Line[] => [
	...paragraph(paper, snapshot.flow.symptom, 'title'),
	...branches(snapshot)
		.filter(({id}) => id !== 'symptom' && id !== 'here')
		.flatMap(branch => branchLines(paper, branch)),
];

/** A screen with the map beside it, where there is room; the map scrolls with what is here. */
export const withMap = <Body extends {readonly lines: readonly Line[]}>(paper: Paper, snapshot: Snapshot, screen: (paper: Paper) => Body): Body => {
	const {theme, width} = paper;
	if (width < mapFrom || theme.reader) return screen(paper);
	const wall = span(` ${theme.marks.wall} `, 'dim');
	const map = mapLines({theme, width: mapWidth}, snapshot);
	const body = screen({theme, width: width - mapWidth - 3});
	const rows = Array.from(
		{length: Math.max(map.length, body.lines.length)},
		(_, index): Line => [...pad(map[index] ?? [], mapWidth, theme.marks.ellipsis), wall, ...(body.lines[index] ?? [])],
	);
	return {...body, lines: rows};
};
