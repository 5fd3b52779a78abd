import type {Context} from '../context.ts';
import {kept, removeSession, sessionNames, stateFolder} from '../journal/folder.ts';
import {type KeptSession, readJournal, sessionNamed} from '../journal/read.ts';
import {aligned} from '../report/columns.ts';
import {oneLine} from '../report/printable.ts';

/** A kept session as it is listed. `open` is one without a last line: it still runs, or was killed. */
type Listed = {
	readonly session: string;
	readonly startedAt: string;
	readonly target: string | null;
	readonly flow: string;
	readonly verdict: string | null;
	readonly certainty: string | null;
	readonly state: 'finished' | 'interrupted' | 'open';
};

const targetOf = ({entries}: KeptSession): string | null => {
	const value = entries.find(({step}) => step === 'url')?.evidence.value;
	return typeof value === 'string' ? value : null;
};

const listed = (session: KeptSession): Listed => {
	const {header, end} = session;
	return {
		...{session: header.session, startedAt: header.startedAt, target: targetOf(session), flow: header.flow},
		...{verdict: end?.verdict?.code ?? null, certainty: end?.verdict?.certainty ?? null},
		state: end ? (end.interrupted ? 'interrupted' : 'finished') : 'open',
	};
};

const readAll = async (folder: string): Promise<readonly Listed[]> => {
	const sessions: Listed[] = [];
	// One after another: a journal may be large.
	for (const name of sessionNames(folder)) {
		const session = await readJournal(folder, name);
		if (session) sessions.push(listed(session));
	}
	return sessions;
};

const states = {finished: 'finished', interrupted: 'interrupted', open: 'running or killed'} as const;

const row = ({session, startedAt, target, flow, verdict, state}: Listed): readonly string[] => [
	session,
	`${startedAt.slice(0, 16).replace('T', ' ')} ${startedAt.slice(-6)}`,
	states[state],
	oneLine(flow),
	oneLine(verdict ?? '-'),
	oneLine(target ?? '-'),
];

const table = (sessions: readonly Listed[], folder: string): string => {
	const keeps = `They lie in ${folder}; the last ${kept.sessions} are kept, for 30 days.`;
	if (sessions.length === 0) return `No session is kept in ${folder}.\n`;
	const lines = aligned([['session', 'begun', 'state', 'symptom', 'verdict', 'target'], ...sessions.map(row)]);
	return `${[...lines, '', keeps, 'ws-doctor report, resume or sessions --delete, and the name or latest.'].join('\n')}\n`;
};

const remove = (wanted: readonly string[], folder: string): readonly string[] => {
	const names = wanted.includes('all') ? sessionNames(folder) : wanted.map(text => sessionNamed(text, folder));
	for (const name of names) removeSession(folder, name);
	return names;
};

/** `ws-doctor sessions`: the kept sessions, newest first; with `--delete` some of them are removed, with all that lies beside them. */
export const run = async (context: Context): Promise<number> => {
	const {flags, stdout} = context;
	const folder = stateFolder(context);
	if (flags.delete) {
		const deleted = remove(flags.delete, folder);
		stdout(flags.json ? `${JSON.stringify({folder, deleted}, null, 2)}\n` : deleted.map(name => `Deleted ${name}.\n`).join('') || 'Nothing to delete.\n');
		return 0;
	}

	const sessions = await readAll(folder);
	stdout(flags.json ? `${JSON.stringify({folder, sessions}, null, 2)}\n` : table(sessions, folder));
	return 0;
};
