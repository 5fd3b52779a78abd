import {type FileHandle, open, readdir, stat} from 'node:fs/promises';
import type {ConfigurationText} from '../model.ts';
import {clean} from '../text.ts';

type File = ConfigurationText['files'][number];

const manyBytes = 5 * 1024 * 1024;
const manyFiles = 200;
const expected = 'expected an HAProxy configuration, such as haproxy.cfg';

const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such file or folder',
	EACCES: 'this user may not read it',
	EPERM: 'this user may not read it',
	ENOTDIR: 'a part of the path is not a folder',
	ENAMETOOLONG: 'the name is too long',
	ELOOP: 'its links lead in a circle',
	EMFILE: 'too many files are open',
};

const shown = (path: string): string => clean(path, 300);

const unreadable = (path: string, why: string): Error => new Error(`${shown(path)} cannot be read, because ${why}: ${expected}`);

/** Runs a file operation, and turns its failure into a sentence. */
const explain = async <Value>(path: string, operation: () => Promise<Value>): Promise<Value> => {
	try {
		return await operation();
	} catch (error) {
		const {code, message} = error as NodeJS.ErrnoException;
		throw code === undefined ? error : unreadable(path, reasons[code] ?? clean(message));
	}
};

/** Whether HAProxy reads this file of a folder given to `-f`: not hidden, and the first `.cfg` is the end of its name (manual §3 of management.txt). */
export const isConfigurationName = (name: string): boolean => !name.startsWith('.') && name.includes('.cfg') && name.indexOf('.cfg') === name.length - 4;

/** Reads one byte more than allowed, at most: some files grow while they are read, and some report no size. */
const readBounded = async (handle: FileHandle): Promise<Buffer> => {
	const chunks: Buffer[] = [];
	for await (const chunk of handle.createReadStream({end: manyBytes})) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
};

const bounded = (path: string, bytes: number): void => {
	if (bytes > manyBytes) throw new Error(`${shown(path)} is larger than 5 MiB: ${expected}`);
};

const readFile = (path: string): Promise<File> =>
	explain(path, async () => {
		const handle = await open(path);
		try {
			const bytes = await readBounded(handle);
			bounded(path, bytes.length);
			return {name: path, text: bytes.toString('utf8')};
		} finally {
			await handle.close();
		}
	});

const filled = (files: readonly File[], path: string): readonly File[] => {
	if (files.every(({text}) => text.trim() === '')) throw new Error(`${shown(path)} is empty: ${expected}`);
	return files;
};

/** Byte order, as HAProxy sorts with `LC_COLLATE=C`. */
const byteOrder = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

const readFolder = async (folder: string): Promise<readonly File[]> => {
	const names = (await explain(folder, () => readdir(folder))).filter(isConfigurationName).sort(byteOrder);
	const files: File[] = [];
	for (const name of names) {
		const path = `${folder.replace(/\/+$/, '')}/${name}`;
		if (!(await explain(path, () => stat(path))).isFile()) continue;
		if (files.length === manyFiles) throw new Error(`${shown(folder)} has more than ${manyFiles} *.cfg files: expected the folder of one HAProxy`);
		files.push(await readFile(path));
	}

	if (files.length === 0) throw new Error(`${shown(folder)} has no *.cfg file: ${expected}`);
	return filled(files, folder);
};

const readPath = async (path: string): Promise<readonly File[]> => {
	const found = await explain(path, () => stat(path));
	if (found.isDirectory()) return readFolder(path);
	// A pipe or a device could make us wait for ever.
	if (!found.isFile()) throw unreadable(path, 'it is neither a file nor a folder; a pipe is read with - as standard input');
	return filled([await readFile(path)], path);
};

const readStandardInput = async (stdin?: () => Promise<string>): Promise<readonly File[]> => {
	if (stdin === undefined) throw new Error(`standard input cannot be read here: ${expected} by its path`);
	const text = await stdin();
	bounded('standard input', Buffer.byteLength(text));
	return filled([{name: 'stdin', text}], 'standard input');
};

/** Reads files, folders and `-` (standard input, named `stdin`) in the order given. Rejects with one sentence: what, why, and what was expected. */
export const createReadConfiguration =
	(stdin?: () => Promise<string>) =>
	async (paths: readonly string[]): Promise<ConfigurationText> => {
		const files: File[] = [];
		for (const path of paths) {
			files.push(...(path === '-' ? await readStandardInput(stdin) : await readPath(path)));
			if (files.length > manyFiles) throw new Error(`these are more than ${manyFiles} files: expected the configuration of one HAProxy`);
		}

		return {files};
	};
