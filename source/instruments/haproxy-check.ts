import type {Milliseconds} from '../model.ts';
import {type HaproxyMessage, parseMessages, parseVersion} from './haproxy-messages.ts';

/** What the installed HAProxy says about files. */
export type HaproxyCheck = {
	readonly version: string;
	/** Nothing is wrong that is not merely missing on this machine. */
	readonly valid: boolean;
	readonly messages: readonly HaproxyMessage[];
};

const limit: Milliseconds = 30_000;

const run = async (parameters: readonly string[], signal: AbortSignal) => {
	// Loaded late: most runs of ws-doctor start no program at all.
	const {execa} = await import('execa');
	const ended = await execa('haproxy', parameters, {
		reject: false,
		stdin: 'ignore',
		timeout: limit,
		killSignal: 'SIGKILL',
		cancelSignal: signal,
		maxBuffer: 1_000_000,
		env: {LC_ALL: 'C'},
	});
	signal.throwIfAborted();
	return ended;
};

/** Whether a run that has ended says that the files are good; 2 is "no listener", which a fragment may be (management guide §3). */
const isValid = (exitCode: number | undefined, messages: readonly HaproxyMessage[]): boolean => {
	const alerts = messages.filter(({level}) => level === 'alert');
	return alerts.length === 0 ? exitCode === 0 || exitCode === 2 : alerts.every(({missing}) => missing);
};

/**
 * Runs `haproxy -c` on files and folders as they stand on this disk: it executes their Lua, resolves names and opens certificates.
 * Undefined where no haproxy is installed, or it does not answer in time.
 */
export const haproxyCheck = async (paths: readonly string[], signal: AbortSignal): Promise<HaproxyCheck | undefined> => {
	const version = parseVersion((await run(['-v'], signal)).stdout ?? '');
	if (version === undefined) return undefined;
	const {exitCode, stderr, timedOut} = await run(['-c', ...paths.flatMap(path => ['-f', path])], signal);
	if (timedOut) return undefined;
	const messages = parseMessages(stderr);
	return {version, valid: isValid(exitCode, messages), messages};
};
