import type {Context} from '../context.ts';
import {sessionNames, stateFolder} from '../journal/folder.ts';
import {type KeptSession, readJournal} from '../journal/read.ts';
import type {MenuItem} from '../ui/view.ts';
import {usualFiles} from './usual-files.ts';

/** More than these nobody goes on with. */
const most = 3;

const itemOf = ({header, end, entries}: KeptSession): MenuItem => {
	const target = entries.find(({step}) => step === 'url')?.evidence.value;
	const ended = end?.interrupted === false ? (end.verdict?.code ?? 'no verdict') : 'interrupted';
	return {
		...{kind: 'session', id: 'resume', operand: header.session},
		label: `${typeof target === 'string' ? target : header.flow}: ${ended}`,
		hint: header.startedAt.slice(0, 16).replace('T', ' '),
	};
};

const toLint = (file: string): MenuItem => ({
	...{kind: 'command', id: 'lint', operand: file},
	...{label: `Lint ${file}`, hint: 'what is wrong in it, without any traffic'},
});

/** What the menu can offer on this machine: the last sessions that are kept, and the configuration that stands here. */
export const offersHere = async (context: Pick<Context, 'env'>): Promise<readonly MenuItem[]> => {
	const folder = stateFolder(context);
	const sessions = await Promise.all(
		sessionNames(folder)
			.slice(0, most)
			.map(name => readJournal(folder, name)),
	);
	return [...sessions.flatMap(session => (session ? [itemOf(session)] : [])), ...(await usualFiles()).map(toLint)];
};
