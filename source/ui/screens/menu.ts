import {foundWords} from '../found.ts';
import {type Line, span} from '../line.ts';
import {heading, type Paper, paragraph} from '../paragraph.ts';
import type {MenuItem, View} from '../view.ts';
import type {Body} from './body.ts';
import {choiceLines} from './choices.ts';

/** The text of a file goes without saying where its name is said. */
const worthTelling = ({given}: View) => (given.some(({step}) => step === 'configurationFiles') ? given.filter(({step}) => step !== 'config') : given);

const known = (paper: Paper, view: View): readonly Line[] =>
	view.given.length === 0
		? []
		: [
				...paragraph(
					paper,
					worthTelling(view)
						.map(item => `${item.step} ${foundWords(item)}`)
						.join(', '),
					'dim',
					span(' Known already: ', 'dim'),
				),
				[],
			];

const titles: Readonly<Record<MenuItem['kind'], string>> = {symptom: '', session: 'Go on with an earlier session', command: 'No symptom'};

/** What is going wrong? The symptoms in the operator's words, then earlier sessions, then what else there is to do. */
export const menu = (paper: Paper, view: View): Body => {
	const {lines, focus} = choiceLines(paper, view.menu, view.chosen, (item, before) =>
		titles[item.kind] && item.kind !== before?.kind ? heading(paper, titles[item.kind]) : [],
	);
	const title = [...paragraph(paper, 'What is going wrong?', 'title'), [], ...known(paper, view)];
	const more = [[], ...paragraph(paper, 'Nothing is opened before you have seen how many connections, where to, and for how long.', 'dim')];
	return {lines: [...title, ...lines, ...more], focus: title.length + focus};
};
