import {existsSync, readdirSync, rmSync, statSync} from 'node:fs';
import {homedir, platform, userInfo} from 'node:os';
import path from 'node:path';
import envPaths from 'env-paths';
import type {Context} from '../context.ts';
import type {Milliseconds} from '../model.ts';

const day: Milliseconds = 86_400_000;

/** How many sessions are kept, and for how long after their last line. */
export const kept = {sessions: 100, age: 30 * day};

/** A session's name. It is never a path. */
export const isSessionName = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-[a-z\d]{4}$/.test(text);

// `HOME` may be empty, and what is made of it then would lie wherever one happens to stand.
const home = () => (path.isAbsolute(homedir()) ? homedir() : userInfo().homedir);

const usualFolder = () =>
	['darwin', 'win32'].includes(platform()) ? envPaths('ws-doctor', {suffix: ''}).log : path.join(home(), '.local', 'state', 'ws-doctor');

/** Where sessions lie: `$XDG_STATE_HOME/ws-doctor` if that is absolute (XDG Base Directory Specification), or what the system has for it. */
export const stateFolder = ({env}: Pick<Context, 'env'>): string => {
	const {XDG_STATE_HOME: state = ''} = env;
	return path.isAbsolute(state) ? path.join(state, 'ws-doctor') : usualFolder();
};

/** The journal of a session. */
export const journalPath = (folder: string, session: string): string => path.join(folder, `${session}.jsonl`);

/** Whether there is anything to go on with. */
export const isKept = (folder: string, session: string): boolean => existsSync(journalPath(folder, session));

/** What the aliases of a redacted report stand for, which never leaves this machine. */
export const aliasesPath = (folder: string, session: string): string => path.join(folder, `${session}.aliases.json`);

const entries = (folder: string): readonly string[] => {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
};

/** The sessions of a folder by name, newest first; none where there is no folder. */
export const sessionNames = (folder: string): readonly string[] =>
	entries(folder)
		.filter(file => file.endsWith('.jsonl'))
		.map(file => file.slice(0, -'.jsonl'.length))
		.filter(isSessionName)
		.sort()
		.reverse();

/** Removes a session with all that lies beside it: what begins with its name is its own. */
export const removeSession = (folder: string, session: string): void => {
	for (const file of entries(folder).filter(file => file.startsWith(`${session}.`))) rmSync(path.join(folder, file), {force: true});
};

const changedAt = (file: string): Milliseconds => {
	try {
		return statSync(file).mtimeMs;
	} catch {
		return 0;
	}
};

// What was killed before it had a header.
const isAbandoned = (folder: string, file: string, now: Milliseconds) => file.endsWith('.part') && now - changedAt(path.join(folder, file)) > day;

/** Removes what is too old or too much, and says how many sessions that were; the one that was changed last goes last. */
export const prune = (folder: string, now: Date): number => {
	for (const file of entries(folder).filter(file => isAbandoned(folder, file, now.getTime()))) rmSync(path.join(folder, file), {force: true});
	const aged = sessionNames(folder).map(name => ({name, age: now.getTime() - changedAt(journalPath(folder, name))}));
	const gone = aged.sort((one, other) => one.age - other.age).filter(({age}, index) => age > kept.age || index >= kept.sessions);
	for (const {name} of gone) removeSession(folder, name);
	return gone.length;
};
