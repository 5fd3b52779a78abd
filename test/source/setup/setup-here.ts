import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import type {ExecutionContext} from 'ava';
import {run} from '../../../source/commands/setup.ts';
import {UsageError} from '../../../source/usage-error.ts';
import {contextOf} from '../../helpers/in-process.ts';
import type {Ran} from '../../helpers/run.ts';

/** A folder of this test's own. */
export const folderFor = async (t: ExecutionContext): Promise<string> => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-setup-'));
	t.teardown(() => rm(folder, {recursive: true, force: true}));
	return folder;
};

/** Writes answers to a file, and gives its path. */
export const answersIn = async (folder: string, answers: Readonly<Record<string, unknown>>): Promise<string> => {
	const path = join(folder, 'answers.json');
	await writeFile(path, JSON.stringify(answers));
	return path;
};

/** `typed`: a person at a terminal who types these lines, and then leaves. */
export type Here = {readonly typed?: readonly string[]};

const terminalFor = (typed: readonly string[], out: string[]) => {
	const [stdin, stdout] = [new PassThrough(), new PassThrough()];
	stdout.on('data', chunk => out.push(String(chunk)));
	const waiting = [...typed];
	// A line is typed when it is asked for.
	stdout.on('data', chunk => {
		if (!String(chunk).endsWith('> ')) return;
		const line = waiting.shift();
		if (line === undefined) stdin.end();
		else stdin.write(`${line}\n`);
	});
	return {stdin, stdout} as unknown as {stdin: NodeJS.ReadStream; stdout: NodeJS.WriteStream};
};

/** `ws-doctor setup …` without the cost of a process of its own; what a terminal shows is part of `stdout`. */
export const setupHere = async (argv: readonly string[], {typed}: Here = {}): Promise<Ran> => {
	const [out, err]: [string[], string[]] = [[], []];
	const printed = () => ({stdout: out.join(''), stderr: err.join('')});
	const context = contextOf(['setup', ...argv], {stdout: text => void out.push(text), stderr: text => void err.push(text)});
	try {
		return {code: await run({...context, ...(typed && {isTerminal: true, terminal: terminalFor(typed, out)})}), ...printed()};
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		err.push(`ws-doctor: ${error.message}\n`);
		return {code: 2, ...printed()};
	}
};
