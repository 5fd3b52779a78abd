import {open} from 'node:fs/promises';
import {nearest} from '../nearest.ts';
import {clean} from '../text.ts';
import {UsageError} from '../usage-error.ts';
import {isSessionName, journalPath, sessionNames} from './folder.ts';
import {type Recorded, readLines} from './lines.ts';

export type KeptSession = Recorded;

const limit = 64 * 1024 * 1024;

const readBounded = async (path: string): Promise<string | undefined> => {
	const file = await open(path).catch(() => undefined);
	if (!file) return undefined;
	try {
		const stat = await file.stat();
		return stat.isFile() && stat.size <= limit ? await file.readFile('utf8') : undefined;
	} finally {
		await file.close();
	}
};

/** What a journal says; undefined where it cannot be read, or is none. */
export const readJournal = async (folder: string, session: string): Promise<KeptSession | undefined> => {
	const text = isSessionName(session) ? await readBounded(journalPath(folder, session)) : undefined;
	const recorded = text === undefined ? undefined : readLines(text);
	return recorded?.header.session === session ? recorded : undefined;
};

const suggestions = (text: string, names: readonly string[]): string => {
	if (names.length === 0) return ': no session is kept here.';
	// The end of a name is what people type.
	const near = text.length > 8 ? nearest(text, names, 3) : names.filter(name => nearest(text, [name.slice(-4)]).length > 0).slice(0, 3);
	return near.length > 0 ? `; did you mean ${near.join(', ')}?` : ': expected one that ws-doctor sessions lists, or latest.';
};

/**
 * The session a person means: by its name, by how only that one begins or ends, or as `latest`. Throws a `UsageError` that names
 * the nearest ones. What is typed is compared with names, and never becomes a path.
 */
export const sessionNamed = (text: string, folder: string): string => {
	const names = sessionNames(folder);
	const [latest] = names;
	if (text === 'latest' && latest !== undefined) return latest;
	const meant = names.includes(text) ? [text] : text.length < 3 ? [] : names.filter(name => name.startsWith(text) || name.endsWith(text));
	const [found, another] = meant;
	if (found !== undefined && another === undefined) return found;
	const quoted = `"${clean(text, 60)}"`;
	if (another !== undefined)
		throw new UsageError(`${quoted} is the beginning or end of ${meant.length} sessions: expected one of ${meant.slice(0, 3).join(', ')}.`);
	throw new UsageError(`There is no session ${quoted}${suggestions(text, names)}`);
};

/** The journal of the session that a person means. Throws a `UsageError` where there is none, or where it cannot be read. */
export const openSession = async (text: string, folder: string): Promise<KeptSession> => {
	const name = sessionNamed(text, folder);
	const session = await readJournal(folder, name);
	if (!session) throw new UsageError(`The session ${name} cannot be read: expected a journal of ws-doctor.journal/1 in ${folder}.`);
	return session;
};
