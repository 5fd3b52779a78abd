import {readdir, readFile, readlink} from 'node:fs/promises';
import path from 'node:path';

/** The files and folders behind `-f` and `--` of a HAProxy command line (management guide §3). */
export const configurationsIn = (parameters: readonly string[]): readonly string[] => {
	const rest = parameters.indexOf('--');
	const before = rest < 0 ? parameters : parameters.slice(0, rest);
	return [...before.filter((_parameter, at) => before[at - 1] === '-f'), ...(rest < 0 ? [] : parameters.slice(rest + 1))];
};

const ofProcess = async (pid: string): Promise<readonly string[]> => {
	const name = await readFile(`/proc/${pid}/comm`, 'utf8');
	if (name.trim() !== 'haproxy') return [];
	const parameters = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').filter(parameter => parameter !== '');
	const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '/');
	return configurationsIn(parameters.slice(1)).map(file => path.resolve(folder, file));
};

/** The configurations that the HAProxy processes of this machine were started with, as absolute paths; none where there is no /proc. */
export const runningConfigurations = async (): Promise<ReadonlySet<string>> => {
	const processes = (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name));
	const found = await Promise.all(processes.map(pid => ofProcess(pid).catch(() => [])));
	return new Set(found.flat());
};
