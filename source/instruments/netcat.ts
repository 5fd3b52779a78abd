import type {Milliseconds, Reach} from '../model.ts';
import {tenths} from './wait.ts';

/** What one run of a program left behind. */
export type Run = {readonly exitCode?: number; readonly stderr: string; readonly timedOut: boolean};

type Found = Pick<Reach, 'outcome' | 'detail' | 'ms' | 'by'>;

/** Tests a port; undefined when there is no `nc` here whose words we understand. */
export type Netcat = (host: string, port: number, ms: Milliseconds, signal: AbortSignal) => Promise<Found | undefined>;

/** nc's words and what they mean, the most telling first: it writes a line for each address. */
const words: ReadonlyArray<readonly [pattern: RegExp, outcome: Reach['outcome'], detail: string]> = [
	[/connection refused/i, 'refused', 'ECONNREFUSED'],
	[/timed out|operation now in progress/i, 'timeout', 'ETIMEDOUT'],
	[/no route to host/i, 'unreachable', 'EHOSTUNREACH'],
	[/network is (?:unreachable|down)/i, 'unreachable', 'ENETUNREACH'],
	[/host is down/i, 'unreachable', 'EHOSTDOWN'],
	[/getaddrinfo|name or service not known|nodename nor servname|could not resolve/i, 'not-resolved', 'ENOTFOUND'],
];

/** What `nc -zv` said, or undefined when its words are not understood. */
export const classifyNetcat = ({exitCode, stderr, timedOut}: Run): Pick<Reach, 'outcome' | 'detail'> | undefined => {
	if (exitCode === 0) return /succeeded|\bopen\b|connected to/i.test(stderr) ? {outcome: 'connected'} : undefined;
	const [, outcome, detail] = words.find(([pattern]) => pattern.test(stderr)) ?? [];
	if (outcome !== undefined) return {outcome, ...(detail === undefined ? {} : {detail})};
	return timedOut ? {outcome: 'timeout', detail: 'ETIMEDOUT'} : undefined;
};

/** Whether the help of an `nc` is that of OpenBSD's, whose options and words we know; Apple's is made from it. */
export const isOpenBsdNetcat = (help: string): boolean => /OpenBSD netcat|usage: nc \[-46/.test(help);

const run = async (
	parameters: readonly string[],
	ms: Milliseconds,
	signal: AbortSignal,
	environment?: Readonly<Record<string, string | undefined>>,
): Promise<Run> => {
	// Loaded late: most runs of ws-doctor start no program at all.
	const {execa} = await import('execa');
	const {exitCode, stderr, timedOut} = await execa('nc', parameters, {
		reject: false,
		stdin: 'ignore',
		stdout: 'ignore',
		timeout: ms,
		killSignal: 'SIGKILL',
		cancelSignal: signal,
		maxBuffer: 20_000,
		env: {...environment, LC_ALL: 'C'},
		extendEnv: environment === undefined,
	});
	signal.throwIfAborted();
	return {...(exitCode === undefined ? {} : {exitCode}), stderr, timedOut};
};

/** An `nc` that is looked at once, when it is first needed. */
export const createNetcat = (environment?: Readonly<Record<string, string | undefined>>): Netcat => {
	let known: boolean | undefined;
	return async (host, port, ms, signal) => {
		known ??= isOpenBsdNetcat((await run(['-h'], 2000, signal, environment)).stderr);
		if (!known) return undefined;
		const started = performance.now();
		const found = classifyNetcat(await run(['-zv', '-w', '5', host, String(port)], ms + 500, signal, environment));
		return found && {...found, ms: tenths(performance.now() - started), by: 'nc'};
	};
};
